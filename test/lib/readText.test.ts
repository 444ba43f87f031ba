import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type ReadTextOptions, readText } from '../../src/lib/readText.js';

/** A body of these chunks that counts how many were read and whether it was cancelled. */
function bodyOf(chunks: Iterable<Uint8Array<ArrayBuffer>>) {
  const seen = { chunks: 0, cancelled: false };
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (done) return controller.close();
        seen.chunks += 1;
        controller.enqueue(value);
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body), seen };
}

function* forever(chunk: Uint8Array<ArrayBuffer>) {
  for (;;) yield chunk;
}

async function collect(response: Response | Request, options: ReadTextOptions): Promise<string> {
  let text = '';
  for await (const part of readText(response, options)) text += part;
  return text;
}

const tooLong = () => new RangeError('too long');

describe('a bounded body reader', () => {
  it('decodes the same text for every way to split the bytes into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          const bytes = new TextEncoder().encode(text);
          const chunks = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
          const { response } = bodyOf(chunks);
          const whole = await new Response(bytes).text();
          expect(await collect(response, { maxBytes: bytes.length, tooLong })).toBe(whole);
        },
      ),
    );
  });

  it('throws the error of the caller beyond the limit, reads no further and cancels the body', async () => {
    const { response, seen } = bodyOf(forever(new Uint8Array(1000)));
    await expect(collect(response, { maxBytes: 4096, tooLong })).rejects.toThrow('too long');
    expect(seen).toEqual({ chunks: 5, cancelled: true });
  });

  it('cuts the text at the limit without such an error, and cancels the body', async () => {
    const { response, seen } = bodyOf(forever(new TextEncoder().encode('0123456789')));
    expect(await collect(response, { maxBytes: 25 })).toBe('0123456789012345678901234');
    expect(seen).toEqual({ chunks: 3, cancelled: true });
  });

  it('accepts a body that is exactly as long as the limit', async () => {
    expect(await collect(new Response('1234'), { maxBytes: 4, tooLong })).toBe('1234');
    await expect(collect(new Response('12345'), { maxBytes: 4, tooLong })).rejects.toThrow('too long');
  });

  it('ends with the reason of the signal while a body is silent, and cancels the body', async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({ cancel });
    const controller = new AbortController();
    const reading = collect(new Response(body), { maxBytes: 10, signal: controller.signal });
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('cancels the body when the caller leaves the loop', async () => {
    const { response, seen } = bodyOf(forever(new Uint8Array(10)));
    for await (const _ of readText(response, { maxBytes: 1000 })) break;
    expect(seen).toEqual({ chunks: 1, cancelled: true });
  });

  it('reads an empty body, and a polyfill that has no stream', async () => {
    expect(await collect(new Response(null), { maxBytes: 4 })).toBe('');
    const polyfill = { body: undefined, text: async () => 'as text' } as unknown as Response;
    expect(await collect(polyfill, { maxBytes: 10, tooLong })).toBe('as text');
    await expect(collect(polyfill, { maxBytes: 4, tooLong })).rejects.toThrow('too long');
  });
});
