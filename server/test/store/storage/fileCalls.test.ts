import { afterEach, expect, it, vi } from 'vitest';
import { withFileCall } from '../../../src/store/storage/drivers/fileCalls.js';

afterEach(() => {
  vi.useRealTimers();
});

it('runs two file calls at a time, so that a file system that hangs leaves threads; refuses more while both hang', async () => {
  vi.useFakeTimers();
  const ends: (() => void)[] = [];
  let started = 0;
  const hanging = () =>
    withFileCall(() => {
      started += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const calls = [hanging(), hanging(), hanging()];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(started).toBe(2);
  await vi.advanceTimersByTimeAsync(5_000);
  await expect(withFileCall(async () => 'answer')).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringMatching(/does not answer.* Check its disk or network mount/),
  });
  for (const end of ends.splice(0)) end();
  await vi.advanceTimersByTimeAsync(0);
  for (const end of ends.splice(0)) end();
  await Promise.all(calls);
  expect(started).toBe(3);
  expect(await withFileCall(async () => 'answer')).toBe('answer');
});
