import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { ownerKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { countCalls } from '../support/watchStorage.js';
import { available, DAY, NOW } from './pictures.fixture.js';

/** What a collection costs in a store where this many chats share one picture: calls, and keys in the lists that they return. */
async function cost(count: number, { lastSeen, isIndexed }: { lastSeen: number; isIndexed: boolean }) {
  const memory = createStorage();
  const { record, bytes, image } = available(1, lastSeen);
  const writer = new PictureStore(memory, { now: () => lastSeen });
  for (let index = 0; index < count; index += 1) {
    await writer.put(chatIdOf(index), record, bytes);
    if (!isIndexed) await memory.removeItem(ownerKey(image.hash, chatIdOf(index)));
  }
  const { storage, calls } = countCalls(memory);
  let listed = 0;
  const { getKeys } = storage;
  storage.getKeys = async (...args) => {
    const keys = await getKeys(...args);
    listed += keys.length;
    return keys;
  };
  const store = new PictureStore(storage, { now: () => NOW });
  calls.length = 0;
  const collected = await store.collectGarbage({ keepMs: 30 * DAY, force: true });
  return { calls: calls.length, listed, erased: collected.chats.length, keys: await memory.getKeys() };
}

describe('a collection in a store where all chats share one picture', () => {
  it.each([
    ['are erased', { lastSeen: NOW - 40 * DAY, isIndexed: true }, { calls: 4, listed: 1 }],
    ['stay', { lastSeen: NOW, isIndexed: true }, { calls: 1, listed: 2 }],
    ['stay, and are not in the index', { lastSeen: NOW, isIndexed: false }, { calls: 2, listed: 1 }],
  ])('takes a fixed number of calls for each of them, which %s', async (_, options, most) => {
    const [few, many] = [await cost(100, options), await cost(400, options)];
    expect(many.erased).toBe(options.lastSeen === NOW ? 0 : 400);
    // The last one takes the picture with it.
    if (many.erased > 0) expect(many.keys).toEqual([]);
    const each = (what: 'calls' | 'listed') => (many[what] - few[what]) / 300;
    expect({ calls: each('calls'), listed: each('listed') }).toEqual(most);
  });
});
