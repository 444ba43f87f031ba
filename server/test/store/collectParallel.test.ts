import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { readErasureMark } from '../../src/store/erase/erasureMark.js';
import { blockedKey, chatKey, imageKey, ownerKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { StorageClient } from '../../src/store/storage/StorageClient.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { watchStorage } from '../support/watchStorage.js';
import { available, DAY, NOW } from './pictures.fixture.js';

const COUNT = 60;
const OLD = NOW - 40 * DAY;
/** No more chats at a time, each of which has one call in progress. */
const MOST = 16;

const chatIds = Array.from({ length: COUNT }, (_, index) => chatIdOf(index));

/** A store with chats that were not seen for 40 days. Each has a picture of its own, or all have the same one. */
async function oldChats({ isShared = false } = {}) {
  const memory = createStorage();
  const writer = new PictureStore(memory, { now: () => OLD });
  for (const [index, chatId] of chatIds.entries()) {
    const { record, bytes } = available(isShared ? 0 : index, OLD);
    await writer.put(chatId, record, bytes);
  }
  return memory;
}

const collect = (storage: ReturnType<typeof createStorage>) =>
  new PictureStore(storage, { now: () => NOW }).collectGarbage({ keepMs: 30 * DAY, force: true });

/** The same storage, whose calls take one turn of the event loop, and the most of them that were in progress at one time. */
function counted(memory: ReturnType<typeof createStorage>, methods: RegExp) {
  const flight = { now: 0, most: 0 };
  const storage = watchStorage(memory, async (call) => {
    if (!methods.test(call)) return;
    flight.now += 1;
    flight.most = Math.max(flight.most, flight.now);
    await new Promise(setImmediate);
    flight.now -= 1;
  });
  return { storage, flight };
}

/** A storage that refuses these calls, as a folder does with files of another user. */
const refusing = (memory: ReturnType<typeof createStorage>, refused: RegExp, code = 'EACCES') =>
  watchStorage(memory, (call) =>
    refused.test(call) ? Promise.reject(Object.assign(new Error(code), { code })) : undefined,
  );

describe('a collection works on several chats and pictures at a time', () => {
  it.each([
    ['the records of old chats', /^removeItem chats:/],
    ['their pictures', /^removeItem images:/],
    ['their places in the index', /^removeItem owners:/],
  ])('erases %s', async (_, calls) => {
    const memory = await oldChats();
    const { storage, flight } = counted(memory, calls);
    expect((await collect(storage)).chats).toHaveLength(COUNT);
    expect(flight.most).toBeGreaterThan(8);
    expect(flight.most).toBeLessThanOrEqual(MOST);
    expect(await memory.getKeys()).toEqual([]);
  });

  it('erases pictures that no chat shows, and entries of the index that lead nowhere', async () => {
    const memory = await oldChats();
    for (const chatId of chatIds) await memory.removeItem(chatKey(chatId));
    const { storage, flight } = counted(memory, /^(removeItem (images|owners):|getItem chats:)/);
    expect((await collect(storage)).keys).toHaveLength(COUNT);
    expect(flight.most).toBeGreaterThan(8);
    expect(flight.most).toBeLessThanOrEqual(MOST);
    expect(await memory.getKeys()).toEqual([]);
  });

  it('writes the missing entries of the index', async () => {
    const memory = await oldChats();
    for (const [index, chatId] of chatIds.entries())
      await memory.removeItem(ownerKey(available(index).image.hash, chatId));
    const { storage, flight } = counted(memory, /^setItem owners:/);
    await new PictureStore(storage, { now: () => NOW }).collectGarbage();
    expect(flight.most).toBeGreaterThan(8);
    expect(flight.most).toBeLessThanOrEqual(MOST);
    expect(await memory.getKeys('owners')).toHaveLength(COUNT);
  });

  it('erases blocked chats again', async () => {
    const memory = await oldChats();
    for (const chatId of chatIds) await memory.setItem(blockedKey(chatId), { since: NOW });
    const { storage, flight } = counted(memory, /^removeItem images:/);
    await collect(storage);
    expect(flight.most).toBeGreaterThan(8);
    expect(flight.most).toBeLessThanOrEqual(MOST);
    expect(await memory.getKeys('images')).toEqual([]);
  });

  it.each([true, false])(
    'erases the picture that all of them share; another record can be read: %s',
    async (isReadable) => {
      const memory = await oldChats({ isShared: true });
      if (!isReadable) await memory.setItem(chatKey(chatIdOf(COUNT)), 'damaged');
      await collect(memory);
      expect(await memory.getKeys('images')).toEqual([]);
      expect(await memory.getKeys('chats')).toHaveLength(isReadable ? 0 : 1);
    },
  );
});

describe('what the store does not let go', () => {
  const [bad = chatIdOf(0)] = chatIds;
  const { image } = available(0);

  it.each([
    ['the record of one chat', `removeItem ${chatKey(bad)}`, [chatKey(bad)]],
    ['the picture of one chat', `removeItem ${imageKey(image.hash)}`, [chatKey(bad), imageKey(image.hash)]],
  ])('%s stays, and costs no other chat', async (_, refused, rest) => {
    const memory = await oldChats();
    const client = new StorageClient(memory, 5_000);
    const mark = await readErasureMark(client);
    const collected = await collect(refusing(memory, new RegExp(`^${refused}$`)));
    expect([collected.chats.length, collected.failed]).toEqual([COUNT - 1, expect.any(Number)]);
    expect(collected.failed).toBeGreaterThan(0);
    const kept = (await memory.getKeys()).filter((key) => /^(chats|images):/.test(key)).sort();
    expect(kept).toEqual([...rest].sort());
    expect(await readErasureMark(client)).not.toBe(mark);
    // The next collection finds it.
    expect(await collect(memory)).toMatchObject({ failed: 0 });
    expect(await memory.getKeys('chats')).toEqual([]);
    expect(await memory.getKeys('images')).toEqual([]);
  });

  it('a store of which this user may remove nothing is an error, as before', async () => {
    const memory = await oldChats();
    await expect(collect(refusing(memory, /^removeItem/))).rejects.toMatchObject({ code: 'refused' });
    expect(await memory.getKeys('chats')).toHaveLength(COUNT);
  });

  it('a store that goes away ends the collection, and gateways hear of what was erased', async () => {
    const memory = await oldChats();
    const client = new StorageClient(memory, 5_000);
    const mark = await readErasureMark(client);
    let left = 20;
    const storage = watchStorage(memory, (call) => {
      if (!call.startsWith('removeItem chats:') || left-- > 0) return undefined;
      return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    });
    await expect(collect(storage)).rejects.toMatchObject({ code: 'unreachable' });
    const rest = await memory.getKeys('chats');
    expect(rest.length).toBeGreaterThanOrEqual(COUNT - 20);
    expect(await readErasureMark(client)).not.toBe(mark);
  });
});
