import { describe, expect, it } from 'vitest';
import { deferred } from '../../../test/support/sources.js';
import { inParallel } from '../../src/lib/async/inParallel.js';

describe('inParallel', () => {
  it('does the work for each item, never for more of them at a time than it may', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(item);
    });
    expect([most, done.sort()]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]]);
  });

  it('starts nothing after an error, and throws it when the work in progress has ended', async () => {
    const slow = deferred<void>();
    const started: number[] = [];
    let isOver = false;
    const all = inParallel([1, 2, 3, 4], 2, async (item) => {
      started.push(item);
      if (item === 1) throw new Error('First.');
      await slow.promise;
      throw new Error('Second.');
    }).finally(() => {
      isOver = true;
    });
    all.catch(() => undefined);
    await new Promise(setImmediate);
    expect([started, isOver]).toEqual([[1, 2], false]);
    slow.resolve();
    await expect(all).rejects.toThrow('First.');
    expect(started).toEqual([1, 2]);
  });

  it('does nothing without items', async () => {
    await inParallel([], 2, () => expect.fail('There is no item.'));
  });
});
