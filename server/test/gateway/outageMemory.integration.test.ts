import { encode } from 'fast-png';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { gatewayOf, numbers, SHOWN } from './gateways.fixture.js';

const PNG = encode({ width: 8, height: 8, channels: 3, depth: 8, data: new Uint8Array(8 * 8 * 3) });

/** A valid image of 900 kB, different for each URL: decoders ignore bytes after the end of a PNG. It is decoded on a thread. */
function largeImage(url: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(900_000);
  bytes.set(PNG);
  bytes.set(new TextEncoder().encode(url), PNG.byteLength);
  return bytes;
}

/** A storage with a switch. */
function switchedStorage() {
  const storage = createStorage();
  let isDown = false;
  const switched = { ...storage };
  for (const name of ['hasItem', 'getItem', 'setItem', 'getItemRaw', 'setItemRaw', 'removeItem'] as const) {
    const method = storage[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(switched, {
      [name]: async (...args: unknown[]) => {
        if (isDown) throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
        return method(...args);
      },
    });
  }
  return { storage: switched, fail: (down: boolean) => (isDown = down) };
}

describe('more pictures than memory holds, while the store is down', () => {
  const setUp = (chats: readonly string[], urlOf: (chatId: string) => string) => {
    const { storage, fail } = switchedStorage();
    const source = stubSource((chatId) => picture(urlOf(chatId)));
    const gateway = gatewayOf({
      source,
      storage,
      signingSecret: 'a-long-random-secret',
      rateLimit: { limit: 1_000, windowMs: 1_000 },
      fetchImage: async (url) => new Response(largeImage(url)),
    });
    const items = async () => {
      const answers = [];
      for (let start = 0; start < chats.length; start += 40)
        answers.push(...(await (await gateway.get(...chats.slice(start, start + 40))).json()).pictures);
      return answers;
    };
    /** The status of the images of the first and last available pictures: those that memory would drop first and last. */
    const images = async (answers: Awaited<ReturnType<typeof items>>) => {
      const statuses = new Set<number>();
      const shown = answers.flatMap((item: { picture?: { url: string } }) => item.picture ?? []);
      for (const { url } of [...shown.slice(0, 2), ...shown.slice(-2)]) {
        statuses.add((await gateway.at(url)).status);
      }
      return [...statuses];
    };
    return { fail, source, items, images };
  };

  it('each available picture has an image, before and after the store is back', async () => {
    const chats = numbers(160);
    const { fail, source, items, images } = setUp(
      chats,
      (chatId) => `https://pps.whatsapp.net/${chatId}.png`,
    );
    fail(true);
    const during = await items();
    expect(await images(during)).toEqual([200]);
    const refused = during.filter((item: object) => 'error' in item);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.error).toMatchObject({ code: 'server-error', retryable: true });

    fail(false);
    const after = await items();
    expect(after.map((item: { picture: unknown }) => item.picture)).toEqual(chats.map(() => SHOWN));
    expect(await images(after)).toEqual([200]);
    // The answers of the refused ones were kept.
    expect(source.calls).toHaveLength(chats.length);
  });

  it('keeps at most 32 MB of the answers that could not be stored, and asks again for the others', async () => {
    const chats = numbers(130);
    const inline = (chatId: string) => Buffer.from(largeImage(chatId)).toString('base64');
    const { fail, source, items } = setUp(chats, (chatId) => `data:image/png;base64,${inline(chatId)}`);
    fail(true);
    const refused = (await items()).filter((item: object) => 'error' in item);
    expect(refused.length).toBeGreaterThan(50);
    expect(source.calls).toHaveLength(chats.length);

    fail(false);
    const after = await items();
    expect(after.map((item: { picture: unknown }) => item.picture)).toEqual(chats.map(() => SHOWN));
    const kept = refused.length - (source.calls.length - chats.length);
    // The answers in progress take a part of it.
    expect(kept).toBeGreaterThan(0);
    expect(kept * 1_200_000).toBeLessThanOrEqual(32 * 1024 * 1024);
  });
});
