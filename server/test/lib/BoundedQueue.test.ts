import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { BoundedQueue } from '../../src/lib/async/BoundedQueue.js';

setFlagsFromString('--expose-gc');
const collect: (options?: { type: 'minor' }) => void = runInNewContext('gc');

const queueOf = (concurrency: number) =>
  new BoundedQueue({
    concurrency,
    maxWaiting: 100,
    maxWaitMs: 60_000,
    refusal: () => new Error('The queue is full.'),
  });

it('keeps nothing of work that has ended, also before V8 collects its old generation', async () => {
  const queue = queueOf(2);
  let count = 0;
  const inUse: number[] = [];
  const work = async () => {
    for (let round = 0; round < 1_000; round += 1) {
      const result = Array.from({ length: 1_000 }, () => 1.5);
      const patience = {
        endsAt: () => Number.POSITIVE_INFINITY,
        stalled: () => new Error(`${result.length}`),
      };
      await queue.add(() => new Promise(setImmediate), patience);
      count += 1;
      if (count % 50 !== 0) continue;
      collect({ type: 'minor' });
      inUse.push(process.memoryUsage().heapUsed);
    }
  };
  collect();
  await Promise.all(Array.from({ length: 8 }, work));
  // 8,000 results of 8 kB were made.
  expect((inUse.at(-1) ?? 0) - (inUse[20] ?? 0)).toBeLessThan(5_000_000);
});

it('runs as much work at a time as it may, first in, first out', async () => {
  const queue = queueOf(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((index) =>
    queue.add(() => {
      started.push(index);
      return new Promise<void>((resolve) => {
        ends[index] = resolve;
      });
    }),
  );
  expect(started).toEqual([0, 1]);
  ends[1]?.();
  await all[1];
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.();
  await all[0];
  expect(started).toEqual([0, 1, 2, 3]);
  for (const end of ends) end();
  await Promise.all(all);
});
