import { untilAborted } from './async/untilAborted.js';
import type { Body } from './Body.js';

/** A body is larger than the reader accepts. */
export class BodyTooLargeError extends Error {}

export interface ReadBodyOptions {
  /** The length of the body after decompression, in bytes. */
  maxBytes: number;
  /** The `content-length` header. A larger one is refused before the first byte. */
  contentLength?: string | null | undefined;
  /** Stops the read. The promise then rejects with its reason, also when the body ignores the signal. */
  signal: AbortSignal;
}

/**
 * Bounded read of the body of a request or a response. Stops at the first byte above `maxBytes` and closes the connection. An absent
 * body has 0 bytes.
 *
 * @throws {BodyTooLargeError}, the signal's reason, or the error of the body.
 */
export async function readBody(
  body: Body | null,
  { maxBytes, contentLength, signal }: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  if (Number(contentLength) > maxBytes) {
    await body.cancel().catch(() => undefined);
    throw new BodyTooLargeError();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const iterator = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await untilAborted(iterator.next(), signal);
      if (done) return Buffer.concat(chunks, length);
      length += value.byteLength;
      if (length > maxBytes) throw new BodyTooLargeError();
      chunks.push(value);
    }
  } catch (thrown) {
    // Not awaited: it waits for a chunk that may never arrive.
    iterator.return?.().catch(() => undefined);
    throw thrown;
  }
}
