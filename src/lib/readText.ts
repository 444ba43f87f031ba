import { untilAborted } from './untilAborted.js';

export interface ReadTextOptions {
  /** The limit of the body after decompression, in bytes. */
  maxBytes: number;
  /** The error for a longer body. Without it, the text ends at the limit. */
  tooLong?: (() => Error) | undefined;
  /** Ends the reading. The iteration then throws the signal's reason, also when the body ignores the signal. */
  signal?: AbortSignal | undefined;
}

/**
 * Bounded body reader. Yields the text of a `Response` or a `Request` as it arrives, one part for each chunk, decoded as a UTF-8
 * stream because a character may be split between two chunks. The body is cancelled when the reading ends early, so that its
 * connection is released.
 */
export async function* readText(
  message: Response | Request,
  { maxBytes, tooLong, signal }: ReadTextOptions,
): AsyncGenerator<string, void> {
  if (!message.body) {
    // The `Response` of a simple polyfill has no stream. Its text is never longer than its bytes.
    const text = await untilAborted(message.text(), signal);
    if (text.length > maxBytes && tooLong) throw tooLong();
    return yield text.slice(0, maxBytes);
  }
  const reader = message.body.getReader();
  const decoder = new TextDecoder();
  let left = maxBytes;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) break;
      if (value.byteLength > left && tooLong) throw tooLong();
      yield decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
      if (left < 0) break;
    }
    yield decoder.decode();
  } finally {
    reader.cancel().catch(() => {});
  }
}
