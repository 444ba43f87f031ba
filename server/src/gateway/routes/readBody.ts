import { withTimeout } from '../../lib/withTimeout.js';

/** The body of a refresh holds one chat id. In bytes. */
const MAX_BYTES = 4096;

export class BodyTooLargeError extends Error {}

/**
 * Reads a request body of at most 4 KiB within `timeoutMs`, and stops reading as soon as either limit is exceeded. Hono's
 * `bodyLimit` has no time limit for a body without a length.
 *
 * @throws {BodyTooLargeError}, {@link TimeoutError}
 */
export async function readBody({ headers, body }: Request, timeoutMs: number): Promise<string> {
  if (Number(headers.get('content-length')) > MAX_BYTES) throw new BodyTooLargeError();
  const reader = body?.getReader();
  if (reader === undefined) return '';
  try {
    return await withTimeout(timeoutMs, readAll(reader));
  } catch (thrown) {
    reader.cancel().catch(() => undefined);
    throw thrown;
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BYTES) throw new BodyTooLargeError();
    text += decoder.decode(value, { stream: true });
  }
}
