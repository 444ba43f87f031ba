import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PictureStore } from '../../src/store/PictureStore.js';
import { watchStorage } from '../support/watchStorage.js';
import { ANNA, available, BRUNO } from './pictures.fixture.js';

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store in which Anna and Bruno have pictures of their own, and in which each list of keys takes `listMs`. */
async function slowStore(listMs: number) {
  const inner = createStorage();
  const chats = [ANNA, BRUNO].map((chatId, index) => ({ chatId, ...available(index) }));
  for (const { chatId, record, bytes } of chats) await new PictureStore(inner).put(chatId, record, bytes);
  const state = { listMs };
  const slow = watchStorage(inner, (call) => {
    if (!call.startsWith('getKeys')) return undefined;
    return new Promise((resolve) => setTimeout(resolve, state.listMs));
  });
  const hashes = chats.map(({ image }) => image.hash);
  const left = async () =>
    (await inner.getKeys()).filter((key) => key.includes(ANNA) || key.includes(hashes[0] ?? ''));
  return { inner, slow, state, left };
}

/** Lets the clock run until the promise settles. */
async function settle<T>(promise: Promise<T>): Promise<T | { code: string }> {
  let result: T | { code: string } | undefined;
  promise.then(
    (value) => (result = value),
    (error: { code: string }) => (result = error),
  );
  for (let waited = 0; result === undefined && waited < 1_000; waited += 1) {
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  if (result === undefined) throw new Error('Nothing has happened in 1,000 s.');
  return result;
}

it('forget erases a chat whole, though each list of keys takes 50 s', async () => {
  const { inner, slow, left } = await slowStore(50 * SECOND);
  const startedAt = performance.now();
  expect(await settle(new PictureStore(slow).forget(ANNA))).toHaveProperty('keys');
  expect(await left()).toEqual([]);
  // More than the limit of one list, which is 60 s.
  expect(performance.now() - startedAt).toBeGreaterThan(60 * SECOND);
  expect((await new PictureStore(inner).get(BRUNO))?.status).toBe('available');
});

it('forget that fails because a list takes longer than 60 s can be repeated, and erases the rest', async () => {
  const { slow, state, left } = await slowStore(61 * SECOND);
  const store = new PictureStore(slow);
  expect(await settle(store.forget(ANNA))).toMatchObject({ code: 'timeout' });
  state.listMs = SECOND;
  await settle(store.forget(ANNA));
  expect(await left()).toEqual([]);
});
