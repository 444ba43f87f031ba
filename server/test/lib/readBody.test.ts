import { describe, expect, it } from 'vitest';
import type { Body } from '../../src/lib/Body.js';
import { BodyTooLargeError, readBody } from '../../src/lib/readBody.js';

const { signal } = new AbortController();

const bodyOf = (...chunks: string[]) => new Blob(chunks).stream() as unknown as Body;

/** A body that sends one chunk and then nothing more. */
function stalled() {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new Uint8Array(10)),
    cancel: () => {
      isCancelled = true;
    },
  }) as unknown as Body;
  return { body, isCancelled: () => isCancelled };
}

describe('readBody', () => {
  it('reads a body up to its limit', async () => {
    expect(Buffer.from(await readBody(bodyOf('12345', '67890'), { maxBytes: 10, signal })).toString()).toBe(
      '1234567890',
    );
    expect(await readBody(null, { maxBytes: 10, signal })).toHaveLength(0);
  });

  it.each([
    ['by its length', '11'],
    ['without a length', undefined],
    ['with a false length', '3'],
  ])('refuses a larger one, %s', async (_, contentLength) => {
    const read = readBody(bodyOf('12345', '678901'), { maxBytes: 10, contentLength, signal });
    await expect(read).rejects.toBeInstanceOf(BodyTooLargeError);
  });

  it('closes the connection of a refused body', async () => {
    const { body, isCancelled } = stalled();
    await expect(readBody(body, { maxBytes: 5, signal })).rejects.toBeInstanceOf(BodyTooLargeError);
    await Promise.resolve();
    expect(isCancelled()).toBe(true);
  });

  it('stops at its signal while the body sends nothing', async () => {
    const controller = new AbortController();
    const read = readBody(stalled().body, { maxBytes: 100, signal: controller.signal });
    controller.abort(new Error('too late'));
    await expect(read).rejects.toThrow('too late');
  });
});
