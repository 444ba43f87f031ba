import { parseChatId } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { FACE, gatewayOf, JOHN, only, SHOWN } from './gateways.fixture.js';

const nothing = async () => undefined as never;

/** Accepts every write and stores nothing. */
const blackHole = () =>
  createStorage({
    driver: {
      name: 'black-hole',
      hasItem: async () => false,
      getItem: nothing,
      getItemRaw: nothing,
      setItem: nothing,
      setItemRaw: nothing,
      removeItem: nothing,
      getKeys: async () => [],
    },
  });

describe('a store that loses writes', () => {
  it('at once: the in-memory fallback serves the picture, and Wawp gets one request', async () => {
    const source = stubSource(() => FACE);
    const { get, at } = gatewayOf({ source, storage: blackHole() });
    for (let round = 0; round < 3; round += 1) {
      const { picture } = await only(get(JOHN));
      expect(picture).toEqual(SHOWN);
      expect((await at(picture.url)).status).toBe(200);
    }
    expect(source.calls).toHaveLength(1);
  });

  const lose = async (storage: ReturnType<typeof createStorage>, base: string) => {
    const keys = await storage.getKeys(base);
    expect(keys).not.toEqual([]);
    for (const key of keys) await storage.removeItem(key);
  };

  it('later: the gateway writes the lost image back from memory', async () => {
    const source = stubSource(() => FACE);
    const storage = createStorage();
    const { get, at } = gatewayOf({ source, storage });
    const { picture } = await only(get(JOHN));
    await lose(storage, 'images');
    expect((await at(picture.url)).status).toBe(200);
    expect(await storage.getKeys('images')).toHaveLength(1);
    await lose(storage, 'images');
    expect((await only(get(JOHN))).picture).toEqual(picture);
    expect(await storage.getKeys('images')).toHaveLength(1);
    expect(source.calls).toHaveLength(1);
  });

  it('a forgotten chat is not restored from memory', async () => {
    const storage = createStorage();
    const { get, at } = gatewayOf({ source: stubSource(() => FACE), storage });
    const { picture } = await only(get(JOHN));
    await new PictureStore(storage).forget(parseChatId(JOHN));
    expect((await at(picture.url)).status).toBe(404);
    expect(await storage.getKeys()).not.toEqual(expect.arrayContaining([expect.stringMatching(/^images/)]));
  });
});
