import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImageVariants } from '../../src/gateway/images/ImageVariants.js';
import { ErasureWatch } from '../../src/gateway/store/ErasureWatch.js';
import type { ResilientPictureStore } from '../../src/gateway/store/ResilientPictureStore.js';
import { StoreCircuitBreaker } from '../../src/gateway/store/StoreCircuitBreaker.js';
import { NegativeCache } from '../../src/gateway/upstream/NegativeCache.js';

const SECOND = 1_000;

/** The pictures that are read and resized at the same time. */
const RUNNING = 16;
const MAX_QUEUED = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Variants on a store that keeps each read of an original open until `finish` is called. It has no picture in the end. */
function newVariants() {
  const reads: (() => void)[] = [];
  const store = {
    getSize: async () => undefined,
    getImage: () => new Promise<undefined>((resolve) => reads.push(() => resolve(undefined))),
  } as unknown as ResilientPictureStore;
  const storage = createStorage();
  const watch = new ErasureWatch({ storage, breaker: new StoreCircuitBreaker(), onErasure: () => undefined });
  const failures = new NegativeCache<`${string}/${number}.webp`>(() => performance.now());
  const variants = new ImageVariants(store, watch, failures as never, () => undefined);
  let made = 0;
  /** Requests for pictures that no one has requested before. */
  const request = (count: number) =>
    Array.from({ length: count }, () => {
      made += 1;
      const answer = { state: 'waiting' };
      variants.get(String(made).padStart(64, '0'), 96, 'webp').then(
        () => (answer.state = 'done'),
        (error: { code: string }) => (answer.state = error.code),
      );
      return answer;
    });
  return {
    request,
    reads,
    finish: async (count: number) => {
      for (const end of reads.splice(0, count)) end();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

const count = (answers: readonly { state: string }[], state: string) =>
  answers.filter((answer) => answer.state === state).length;

describe('images that are not resized yet', () => {
  it('wait for 30 s and are then refused, those in progress are not', async () => {
    const { request, reads, finish } = newVariants();
    const answers = request(400);
    await vi.advanceTimersByTimeAsync(30 * SECOND - 1);
    expect(count(answers, 'waiting')).toBe(400);
    await vi.advanceTimersByTimeAsync(1);
    expect(count(answers, 'busy')).toBe(400 - RUNNING);
    await finish(RUNNING);
    expect(count(answers, 'done')).toBe(RUNNING);
    expect(reads).toEqual([]);
  });

  it('that begin within 30 s are answered, however long they take', async () => {
    const { request, finish } = newVariants();
    const answers = request(2 * RUNNING);
    await vi.advanceTimersByTimeAsync(29 * SECOND);
    await finish(RUNNING);
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(count(answers, 'busy')).toBe(0);
    await finish(RUNNING);
    expect(count(answers, 'done')).toBe(2 * RUNNING);
  });

  it('wait in a queue of 10,000; the next ones are refused at once, until there is room again', async () => {
    const { request, reads, finish } = newVariants();
    const waiting = request(RUNNING + MAX_QUEUED);
    await vi.advanceTimersByTimeAsync(0);
    const refused = request(100);
    await vi.advanceTimersByTimeAsync(0);
    expect(count(refused, 'busy')).toBe(100);
    expect(count(waiting, 'waiting')).toBe(RUNNING + MAX_QUEUED);
    // No more than those in progress have read an original.
    expect(reads).toHaveLength(RUNNING);

    await finish(RUNNING);
    const later = request(RUNNING + 1);
    await vi.advanceTimersByTimeAsync(0);
    expect([count(later, 'waiting'), count(later, 'busy')]).toEqual([RUNNING, 1]);
  });

  it('have room again after others have waited too long', async () => {
    const { request } = newVariants();
    const early = request(RUNNING + 100);
    await vi.advanceTimersByTimeAsync(15 * SECOND);
    request(MAX_QUEUED - 100);
    await vi.advanceTimersByTimeAsync(15 * SECOND);
    expect(count(early, 'busy')).toBe(100);
    const later = request(101);
    await vi.advanceTimersByTimeAsync(0);
    expect([count(later, 'waiting'), count(later, 'busy')]).toEqual([100, 1]);
  });
});
