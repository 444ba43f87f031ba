import { createStorage, type Storage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../../../test/support/sources.js';
import { readErasureMark } from '../../src/store/erase/erasureMark.js';
import { moment } from '../../src/store/erase/ForgottenChats.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { StorageClient } from '../../src/store/storage/StorageClient.js';
import { watchStorage } from '../support/watchStorage.js';
import { ANNA, available, BRUNO, DAY, NOW } from './pictures.fixture.js';

const TIMEOUT_MS = 1_000;
const old = available(1);
const { record, bytes, image } = available(2);

/** A late write is looked at within this time, in ms. */
const UNDONE_MS = 3_000;

let storage: Storage;
let isAway: boolean;
beforeEach(async () => {
  isAway = false;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  storage = createStorage();
  // A gateway waits for erasures.
  await readErasureMark(new StorageClient(storage, TIMEOUT_MS));
  await new PictureStore(storage).put(ANNA, old.record, old.bytes);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A store of another process, in which the first write whose key begins with `folder` is carried out after `release`. */
function holding(folder: string) {
  const held = deferred<void>();
  const reached = deferred<void>();
  let isFirst = true;
  const watched = watchStorage(storage, (call) => {
    if (isAway) return Promise.reject(new Error('ECONNRESET'));
    if (!isFirst || !call.startsWith('setItem') || !call.includes(` ${folder}:`)) return undefined;
    isFirst = false;
    reached.resolve();
    return held.promise;
  });
  const store = new PictureStore(watched, { timeoutMs: TIMEOUT_MS, now: () => NOW });
  return { store, reached: reached.promise, release: () => held.resolve() };
}

const valuesOf = async () =>
  (await storage.getKeys()).filter((key) => !/^(settings|blocked):/.test(key) && key !== `chats:${ANNA}`);

const writes: [string, string, (store: PictureStore) => Promise<unknown>][] = [
  ['a resized picture', 'sizes', (store) => store.putSize(old.image.hash, '80.webp', old.bytes)],
  ['the entry in the index', 'owners', (store) => store.put(ANNA, record, bytes, { begun: moment() })],
  ['a picture', 'images', (store) => store.put(ANNA, record, bytes, { begun: moment() })],
  ['a record', 'chats', (store) => store.put(ANNA, record, bytes, { begun: moment() })],
  [
    'a picture that the store had lost',
    'images',
    async (store) => {
      await storage.removeItem(`images:${old.image.hash}`);
      return store.restoreImage(ANNA, old.bytes);
    },
  ],
];

describe.each([{ block: false }, { block: true }])('forget with block: $block', ({ block }) => {
  const forget = () => new PictureStore(storage).forget(ANNA, { block });
  const expectNothing = async () => {
    expect(await valuesOf()).toEqual([]);
    const record = await new PictureStore(storage).get(ANNA);
    expect(record?.blocked).toBe(block || undefined);
  };

  it.each(writes)('leaves nothing while another process writes %s', async (_, folder, write) => {
    const { store, reached, release } = holding(folder);
    const writing = write(store);
    await reached;
    await forget();
    release();
    await writing;
    await expectNothing();
  });

  it.each(writes)(
    'leaves nothing when %s is written after the time limit of its call',
    async (_, folder, write) => {
      const { store, reached, release } = holding(folder);
      const writing = write(store);
      await reached;
      vi.advanceTimersByTime(TIMEOUT_MS);
      await expect(writing).rejects.toMatchObject({ code: 'timeout' });
      await forget();
      release();
      await vi.advanceTimersByTimeAsync(UNDONE_MS);
      await expectNothing();
    },
  );

  it('leaves nothing when the store is away after the late write, and back later', async () => {
    const { store, reached, release } = holding('images');
    const writing = store.put(ANNA, record, bytes, { begun: moment() });
    await reached;
    vi.advanceTimersByTime(TIMEOUT_MS);
    await expect(writing).rejects.toThrow();
    await forget();
    isAway = true;
    release();
    await vi.advanceTimersByTimeAsync(UNDONE_MS);
    expect(await valuesOf()).not.toEqual([]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2 * UNDONE_MS);
    await expectNothing();
  });
});

it('a late picture stays for another chat that has it, and so does that of a chat that nobody forgot', async () => {
  await new PictureStore(storage).put(BRUNO, record, bytes);
  const { store, reached, release } = holding('images');
  const writing = store.put(ANNA, record, bytes, { begun: moment() });
  await reached;
  vi.advanceTimersByTime(TIMEOUT_MS);
  await expect(writing).rejects.toThrow();
  await new PictureStore(storage).forget(ANNA);
  release();
  await vi.advanceTimersByTimeAsync(UNDONE_MS);
  expect((await new PictureStore(storage).get(BRUNO))?.image).toEqual(image);
});

it('a chat that is looked at after it was forgotten is stored', async () => {
  await new PictureStore(storage).forget(ANNA);
  const store = new PictureStore(storage);
  expect(await store.put(ANNA, record, bytes, { begun: moment() })).toBe(true);
  expect((await store.get(ANNA))?.image).toEqual(image);
});

it('the mark of a forgotten chat tells no number, and is gone after a day', async () => {
  await new PictureStore(storage).forget(ANNA);
  expect((await storage.getKeys()).join()).not.toContain('201234567890');
  const marks = async () => (await storage.getKeys('settings')).filter((key) => key.includes('forgotten'));
  await new PictureStore(storage).collectGarbage();
  expect(await marks()).toHaveLength(1);
  const tomorrow = Date.now() + DAY + 1;
  vi.spyOn(Date, 'now').mockReturnValue(tomorrow);
  await new PictureStore(storage).collectGarbage();
  expect(await marks()).toEqual([]);
});
