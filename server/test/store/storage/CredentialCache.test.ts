import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Credential, CredentialCache } from '../../../src/store/storage/open/CredentialCache.js';
import { StoreError } from '../../../src/store/storage/StoreError.js';

const MINUTE = 60_000;

let answers: (() => Promise<Credential<{ name: string }>>)[];
let asked: number;
let cache: CredentialCache<{ name: string }>;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  asked = 0;
  const load = () => {
    asked += 1;
    return answers.shift()?.() ?? Promise.reject(new Error('the source fails'));
  };
  cache = new CredentialCache(load, (_, isRenewal) => new StoreError('unreachable', `renewal: ${isRenewal}`));
});

afterEach(() => {
  vi.useRealTimers();
});

const answer = (name: string, ms?: number) => {
  const value = { name };
  answers.push(async () => ({ value, ...(ms !== undefined && { expiresAt: Date.now() + ms }) }));
  return value;
};

it('asks once for all callers, and keeps a credential without an end', async () => {
  const key = answer('key');
  expect(await Promise.all([cache.get(), cache.get(), cache.get()])).toEqual([key, key, key]);
  await vi.advanceTimersByTimeAsync(1_000 * MINUTE);
  expect(await cache.get()).toBe(key);
  expect(asked).toBe(1);
});

it('renews a credential in the background before it ends, and uses it meanwhile', async () => {
  const first = answer('first', 20 * MINUTE);
  const second = answer('second', 20 * MINUTE);
  await cache.get();
  await vi.advanceTimersByTimeAsync(14 * MINUTE);
  expect(await cache.get()).toBe(first);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(await cache.get()).toBe(first);
  await vi.advanceTimersByTimeAsync(0);
  expect(await cache.get()).toBe(second);
  expect(asked).toBe(2);
});

it('goes on with a credential until its end while the source fails, and recovers by itself', async () => {
  const first = answer('first', 20 * MINUTE);
  await cache.get();
  await vi.advanceTimersByTimeAsync(16 * MINUTE);
  for (let second = 0; second < 239; second += 1) {
    expect(await cache.get()).toBe(first);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  // The first, and one each 2 s.
  expect(asked).toBe(121);
  await vi.advanceTimersByTimeAsync(1_000);
  await expect(cache.get()).rejects.toThrow('renewal: true');
  const second = answer('second', 20 * MINUTE);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await cache.get()).toBe(second);
});

it('asks a source that answers with an old credential once in 30 s', async () => {
  for (let index = 0; index < 9; index += 1) answer('same', 4 * MINUTE - index * 30_000);
  for (let second = 0; second < 60; second += 1) {
    await cache.get();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toBe(2);
});

it('fails all calls at once for 2 s after a failure', async () => {
  await expect(cache.get()).rejects.toThrow('renewal: false');
  await expect(Promise.all([cache.get(), cache.get()])).rejects.toThrow('renewal: false');
  expect(asked).toBe(1);
  const key = answer('key');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await cache.get()).toBe(key);
});

it('gives up on a silent source after 4 s, and asks it again later', async () => {
  answers.push(() => new Promise(() => {}));
  const failed = expect(cache.get()).rejects.toThrow('renewal: false');
  await vi.advanceTimersByTimeAsync(4_000);
  await failed;
  const key = answer('key');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await cache.get()).toBe(key);
});

it('replaces a credential that the bucket refuses once for all callers', async () => {
  const first = answer('first', 60 * MINUTE);
  const second = answer('second', 60 * MINUTE);
  await cache.get();
  expect(await Promise.all([cache.replace(first), cache.replace(first)])).toEqual([second, second]);
  expect(await cache.replace(first)).toBe(second);
  expect(asked).toBe(2);
});

it('asks no source again and again for a replacement that the bucket refuses too', async () => {
  const keys = [answer('first'), answer('second'), answer('third')];
  await cache.get();
  expect(await cache.replace(keys[0] as never)).toBe(keys[1]);
  expect(await cache.replace(keys[1] as never)).toBe(keys[1]);
  expect(asked).toBe(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await cache.replace(keys[1] as never)).toBe(keys[2]);
});
