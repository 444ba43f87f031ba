import { createStorage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveUnsavedPictures } from '../../src/gateway/store/saveUnsavedPictures.js';
import { watchStorage } from '../support/watchStorage.js';
import { gatewayOf, numbers, only } from './gateways.fixture.js';

/** A storage that refuses some calls with an error of the system, while one is set. */
function refusingStorage(refused: RegExp) {
  const inner = createStorage();
  const state: { code: string | undefined } = { code: undefined };
  const storage = watchStorage(inner, (call) =>
    state.code !== undefined && refused.test(call)
      ? Promise.reject(Object.assign(new Error(state.code), { code: state.code }))
      : undefined,
  );
  return { inner, storage, state };
}

const WRITES = /^(set|remove)/;

it.each([
  ['read-only (EROFS)', 'EROFS', WRITES],
  ['of another user (EACCES)', 'EACCES', WRITES],
  ['full (ENOSPC)', 'ENOSPC', /^set/],
  ['away (ECONNREFUSED)', 'ECONNREFUSED', /./],
])(
  'pictures that came while the store was %s are written with the next request about any chat',
  async (_, code, refused) => {
    const { inner, storage, state } = refusingStorage(refused);
    const { get } = gatewayOf({ storage });
    const [first = '', other = '', ...waiting] = numbers(12);
    await get(first);
    state.code = code;
    for (const chatId of waiting) expect((await only(get(chatId))).picture.status).toBe('available');
    state.code = undefined;
    await get(other);
    await expect
      .poll(async () => (await inner.getKeys('chats')).sort())
      .toEqual([first, other, ...waiting].map((chatId) => `chats:${chatId}`).sort());
  },
);

it.each([
  ['read or write', /^\w+ chats:2010000000001@/],
  ['write', /^set\w+ chats:2010000000001@/],
])('a chat whose record this user may not %s keeps no other waiting', async (_, ofOne) => {
  const refused = { calls: WRITES };
  const inner = createStorage();
  const storage = watchStorage(inner, (call) =>
    refused.calls.test(call)
      ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
      : undefined,
  );
  const { get } = gatewayOf({ storage });
  const [other = '', bad = '', ...waiting] = numbers(6);
  for (const chatId of [bad, ...waiting]) await get(chatId);
  refused.calls = ofOne;
  await get(other);
  await get(other);
  await expect
    .poll(async () => (await inner.getKeys('chats')).sort())
    .toEqual([other, ...waiting].map((chatId) => `chats:${chatId}`).sort());
  expect((await only(get(bad))).picture.status).toBe('available');
});

describe('a gateway that gets no request', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** Eleven chats whose pictures the store has not taken, and the times at which it was called since, in ms. */
  async function waitingPictures() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const attempts: number[] = [];
    const { inner, storage, state } = refusingStorage(WRITES);
    const watched = watchStorage(storage, () => {
      attempts.push(performance.now());
      return undefined;
    });
    const { get } = gatewayOf({ storage: watched });
    const [first = '', ...waiting] = numbers(12);
    await get(first);
    state.code = 'ECONNREFUSED';
    for (const chatId of waiting) await get(chatId);
    attempts.length = 0;
    const stored = async () => (await inner.getKeys('chats')).length;
    return { inner, state, stored, attempts, all: 12 };
  }

  it('writes the pictures that wait when the store is back, within a minute and a quarter', async () => {
    const { state, stored, all } = await waitingPictures();
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(await stored()).toBe(1);
    state.code = undefined;
    await vi.advanceTimersByTimeAsync(75_000);
    expect(await stored()).toBe(all);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tries soon, and while the store stays down after growing pauses of at most a minute and a quarter', async () => {
    const { attempts } = await waitingPictures();
    const start = performance.now();
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    const times = [...new Set(attempts)];
    expect((times[0] ?? Number.NaN) - start).toBeGreaterThanOrEqual(5_000);
    expect((times[0] ?? Number.NaN) - start).toBeLessThan(7_000);
    // One attempt each 60 s, and a few more at the start.
    expect(times.length).toBeGreaterThan(25);
    expect(times.length).toBeLessThan(36);
  });

  it('keeps no process alive meanwhile', async () => {
    const others = await saveUnsavedPictures(1_000);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const { storage, state } = refusingStorage(WRITES);
    const { get } = gatewayOf({ storage });
    const [first = '', waiting = ''] = numbers(2);
    await get(first);
    state.code = 'ECONNREFUSED';
    await get(waiting);
    const retry = timers.mock.results.filter((_, index) => {
      const ms = timers.mock.calls[index]?.[1] ?? 0;
      return ms >= 5_000 && ms < 6_250;
    });
    expect(retry.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toContain(false);
    state.code = undefined;
    expect(await saveUnsavedPictures(1_000)).toBe(others);
  });

  it('writes them with the first call that is let through after the store was silent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const inner = createStorage();
    let silence: Promise<unknown> | undefined;
    const { get } = gatewayOf({ storage: watchStorage(inner, () => silence) });
    const [first = '', ...waiting] = numbers(4);
    await get(first);
    silence = new Promise(() => undefined);
    let answered = 0;
    for (const chatId of waiting) void get(chatId).then(() => (answered += 1));
    // The time limit of the store, and less than the first pause.
    await vi.advanceTimersByTimeAsync(2_500);
    await expect.poll(() => answered).toBe(waiting.length);
    silence = undefined;
    // The first pause, and no second one.
    await vi.advanceTimersByTimeAsync(7_000);
    await expect.poll(() => inner.getKeys('chats')).toHaveLength(4);
  });

  it('writes them once more at the end of the process, and counts what is lost', async () => {
    // Those of the other gateways in this process.
    const others = await saveUnsavedPictures(1_000);
    const { state, stored, all } = await waitingPictures();
    expect(await saveUnsavedPictures(1_000)).toBe(others + all - 1);
    state.code = undefined;
    expect(await saveUnsavedPictures(1_000)).toBe(others);
    expect(await stored()).toBe(all);
  });
});
