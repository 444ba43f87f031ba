/** Why a request to the dashboard's server failed. `code` is a key of `texts.errors`, or `null` if the message says it all. */
class RequestError extends Error {
  override name = 'RequestError';
  readonly code: string | null;

  constructor(code: string | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An answer of the dashboard's server. @throws {RequestError} with the server's own code and message, if it sent any. */
export async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    if (init?.signal?.aborted) throw cause;
    throw new RequestError('network', 'The server cannot be reached.', { cause });
  });
  // A proxy in front of a failing server answers with HTML.
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  if (typeof body?.message !== 'string') {
    throw new RequestError('dashboard', `The server answered ${response.status} without JSON.`);
  }
  throw new RequestError(body.code ?? null, body.message);
}
