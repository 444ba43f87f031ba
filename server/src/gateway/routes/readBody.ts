import { withTimeout } from '../../lib/withTimeout.js';

/** The body of a refresh names one chat. In bytes. */
const MAX_BYTES = 4096;

export class BodyTooLargeError extends Error {}

/**
 * The text of a body that is short and arrives soon; of any other as much is read as shows that. (hono's `bodyLimit` waits
 * for the end of a body without a length, however long that takes.)
 *
 * @throws {BodyTooLargeError}; {@link TimeoutError}.
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
