import { ChatPictureError } from '../chat/ChatPictureError.js';
import { readRetryAfter } from '../lib/retryAfter.js';
import { untilAborted } from '../lib/untilAborted.js';
import { messageOf, type WawpAnswer } from './answer.js';

export interface WawpRequest {
  url: URL;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch;
  /** For the whole request, body included. In ms. */
  timeoutMs: number;
  /** The limit of the body, in bytes. */
  maxBytes: number;
  signal: AbortSignal | undefined;
  /** Removes the token from error messages. */
  redact: (text: string) => string;
}

/**
 * Sends a GET and reads the whole response within `timeoutMs`.
 *
 * @throws the signal's reason when the caller aborts; {@link ChatPictureError} `timeout`, `network` or
 * `invalid-response` (too long).
 */
export async function request({ signal, timeoutMs, ...options }: WawpRequest): Promise<WawpAnswer> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut(timeoutMs)), timeoutMs);
  const onAbort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    // A custom fetch may ignore its signal.
    return await untilAborted(send(options, controller.signal), controller.signal);
  } catch (thrown) {
    if (signal?.aborted) throw signal.reason;
    if (thrown instanceof ChatPictureError) throw thrown;
    throw notReached(thrown, options.redact);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function send(
  { url, headers, fetch, maxBytes, redact }: Omit<WawpRequest, 'signal' | 'timeoutMs'>,
  signal: AbortSignal,
): Promise<WawpAnswer> {
  // Redirects are not followed, because their target would receive the token.
  const response = await fetch(url.href, { headers, signal, redirect: 'manual' });
  const text = await readText(response, maxBytes);
  const json = parseJson(text);
  return {
    status: response.type === 'opaqueredirect' ? 302 : response.status,
    retryAfterMs: readRetryAfter(response.headers),
    text,
    ...json,
    said: messageOf({ text, ...json }, redact),
  };
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      reader.cancel().catch(() => {});
      throw new ChatPictureError(
        'invalid-response',
        `Wawp answered more than ${Math.round(maxBytes / 1024 / 1024)} MiB, so the answer was not read to its end.`,
      );
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string): { json: unknown; isJson: boolean } {
  try {
    return { json: JSON.parse(text), isJson: true };
  } catch {
    return { json: undefined, isJson: false };
  }
}

function timedOut(timeoutMs: number): ChatPictureError {
  return new ChatPictureError(
    'timeout',
    `Wawp gave no answer within ${timeoutMs} ms. WhatsApp may be slow to answer it; try again, or raise timeoutMs.`,
  );
}

/** The cause is a new error, because the original may contain the URL and its token. */
function notReached(thrown: unknown, redact: (text: string) => string): ChatPictureError {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const said = redact(inner instanceof Error ? inner.message : String(inner));
  const code = (inner as { code?: unknown } | undefined)?.code;
  const cause = Object.assign(
    new Error(said.slice(0, 200)),
    typeof code === 'string' && { code: redact(code) },
  );
  return new ChatPictureError(
    'network',
    `Wawp could not be reached${typeof code === 'string' ? ` (${redact(code)})` : ''}. Check the connection and baseUrl.`,
    { cause },
  );
}
