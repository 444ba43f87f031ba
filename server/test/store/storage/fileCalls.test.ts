import { afterEach, expect, it, vi } from 'vitest';
import { withFileCall } from '../../../src/store/storage/drivers/fileCalls.js';

const LIMIT = { timeoutMs: 2_000 };
const HANGS = {
  code: 'timeout',
  message: expect.stringMatching(/does not answer.* Check its disk or network mount/),
};

afterEach(() => {
  vi.useRealTimers();
});

it('runs two file calls at a time, so that a file system that hangs leaves threads; refuses more while both hang', async () => {
  vi.useFakeTimers();
  const ends: (() => void)[] = [];
  const hanging = () => withFileCall(LIMIT, () => new Promise<void>((resolve) => ends.push(resolve)));
  const calls = Promise.allSettled([hanging(), hanging(), hanging()]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ends).toHaveLength(2);
  expect(await calls).toMatchObject([{ reason: { code: 'timeout' } }, {}, { reason: HANGS }]);
  await expect(withFileCall(LIMIT, async () => 'answer')).rejects.toMatchObject(HANGS);
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).toHaveLength(2);
  expect(await withFileCall(LIMIT, async () => 'answer')).toBe('answer');
});
