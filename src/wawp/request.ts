import { ChatPictureError } from '../chat/ChatPictureError.js';
import { readText } from '../lib/readText.js';
import { readRetryAfter } from '../lib/retryAfter.js';
import { withTimeout } from '../lib/withTimeout.js';
import { messageOf, type WawpAnswer } from './answers/answer.js';
import { BoundedJson } from './answers/BoundedJson.js';
import { parseJson } from './answers/parseJson.js';
import { quotable } from './secrecy/quotable.js';

export interface WawpRequest {
  url: URL;
  /** @default 'GET' */
  method?: 'GET' | 'POST' | undefined;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch;
  /** For the whole request, body included. In ms. */
  timeoutMs: number;
  /** The limit of the body, in bytes. */
  maxBytes: number;
  /** The limit of the body in characters without its long strings, which are left out of a longer one. No limit by default. */
  maxLength?: number | undefined;
  signal: AbortSignal | undefined;
  /** Removes the token from error messages. */
  redact: (text: string) => string;
}

/** An error is a sentence or a page, of which the beginning is enough. In bytes. */
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * Sends a request and reads the whole response within `timeoutMs`; of an error, the first 64 KiB.
 *
 * @throws the signal's reason when the caller aborts; {@link ChatPictureError} `timeout`, `network` or
 * `invalid-response` (too long).
 */
export async function request({ signal, timeoutMs, ...options }: WawpRequest): Promise<WawpAnswer> {
  try {
    return await withTimeout({ timeoutMs, signal, timedOut: () => timedOut(timeoutMs) }, (running) =>
      send(options, running),
    );
  } catch (thrown) {
    if (signal?.aborted) throw signal.reason;
    if (thrown instanceof ChatPictureError) throw thrown;
    throw notReached(thrown, options.redact);
  }
}

async function send(
  {
    url,
    method = 'GET',
    headers,
    fetch,
    maxBytes,
    maxLength,
    redact,
  }: Omit<WawpRequest, 'signal' | 'timeoutMs'>,
  signal: AbortSignal,
): Promise<WawpAnswer> {
  // Redirects are not followed, because their target would receive the token.
  const response = await fetch(url.href, { method, headers, signal, redirect: 'manual' });
  const limits = response.ok
    ? { maxBytes, tooLong: () => tooLong(maxBytes) }
    : { maxBytes: Math.min(maxBytes, MAX_ERROR_BYTES) };
  const body = new BoundedJson(maxLength ?? Number.POSITIVE_INFINITY);
  for await (const part of readText(response, { ...limits, signal })) {
    if (!body.add(part)) throw tooLong(maxLength ?? maxBytes, ' without inline pictures');
  }
  const { text } = body;
  const json = parseJson(text);
  return {
    status: response.type === 'opaqueredirect' ? 302 : response.status,
    retryAfterMs: readRetryAfter(response.headers),
    text,
    ...json,
    said: messageOf({ text, ...json }, redact),
  };
}

function tooLong(maxBytes: number, rest = ''): ChatPictureError {
  return new ChatPictureError(
    'invalid-response',
    `Wawp answered more than ${(maxBytes / 1e6).toFixed(1)} MB${rest}, so the answer was not read to its end. Check that baseUrl is the address of the Wawp API.`,
  );
}

function timedOut(timeoutMs: number): ChatPictureError {
  return new ChatPictureError(
    'timeout',
    `Wawp gave no answer within ${timeoutMs} ms. WhatsApp may be slow to answer it; try again, or raise timeoutMs.`,
  );
}

/** The cause is a new error, because the original may contain the URL with its token and its chat id. */
function notReached(thrown: unknown, redact: (text: string) => string): ChatPictureError {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const words = inner instanceof Error ? inner.message : String(inner);
  const said = quotable(redact(redact(words.slice(0, 4_000)).replace(/\?\S*/g, '')));
  const code = readCode(inner);
  const cause = Object.assign(new Error(said.slice(0, 200)), code && { code });
  return new ChatPictureError(
    'network',
    `Wawp could not be reached${code ? ` (${code})` : ''}. Check the connection and baseUrl.`,
    { cause },
  );
}

/** The system's code, such as `ECONNREFUSED`. */
function readCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z_\d]{1,40}$/.test(code) ? code : undefined;
}
