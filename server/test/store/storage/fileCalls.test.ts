import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deferred } from '../../../../test/support/sources.js';
import { withFileCall } from '../../../src/store/storage/drivers/fileCalls.js';

const LIMIT = { timeoutMs: 2_000 };
const HANGS = {
  code: 'timeout',
  message: expect.stringMatching(/does not answer.* Check its disk or network mount/),
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls that are kept open until `end`. */
function openCalls() {
  const ends: (() => void)[] = [];
  return {
    call: (limit = LIMIT) => withFileCall(limit, () => new Promise<void>((resolve) => ends.push(resolve))),
    get started() {
      return ends.length;
    },
    end: async (index: number) => {
      ends[index]?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

/** How a call has ended, as soon as it has. */
function stateOf(call: Promise<unknown>) {
  const result: { state: unknown } = { state: 'pending' };
  call.then(
    () => (result.state = 'done'),
    (error) => (result.state = error),
  );
  return result;
}

it('runs two file calls at a time, so that a file system that hangs leaves threads', async () => {
  const files = openCalls();
  const calls = [files.call(), files.call(), files.call()];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(files.started).toBe(2);
  await files.end(0);
  expect(files.started).toBe(3);
  await files.end(1);
  await files.end(2);
  await Promise.all(calls);
});

it('times a call from its start, not from its place in the queue', async () => {
  const files = openCalls();
  const calls = Array.from({ length: 10 }, () => stateOf(files.call()));
  for (let ended = 0; ended < calls.length; ended += 2) {
    await vi.advanceTimersByTimeAsync(1_500);
    await files.end(ended);
    await files.end(ended + 1);
  }
  expect(calls.map(({ state }) => state)).toEqual(calls.map(() => 'done'));
});

it('fails calls that hang, and those that wait behind them, after their time; then further ones at once', async () => {
  const files = openCalls();
  const calls = Array.from({ length: 10 }, () => stateOf(files.call()));
  await vi.advanceTimersByTimeAsync(1_999);
  expect(calls.map(({ state }) => state)).toEqual(calls.map(() => 'pending'));
  await vi.advanceTimersByTimeAsync(1);
  expect(calls.map(({ state }) => state)).toMatchObject(calls.map(() => ({ code: 'timeout' })));
  await expect(withFileCall(LIMIT, async () => 'answer')).rejects.toMatchObject(HANGS);
  // None of those that have failed is called later.
  await files.end(0);
  await files.end(1);
  expect(files.started).toBe(2);
  expect(await withFileCall(LIMIT, async () => 'answer')).toBe('answer');
});

it('goes on with one call at a time while another hangs', async () => {
  const files = openCalls();
  const hanging = stateOf(files.call());
  const others = Array.from({ length: 5 }, () => stateOf(files.call()));
  for (let ended = 1; ended <= others.length; ended += 1) {
    await vi.advanceTimersByTimeAsync(1_500);
    await files.end(ended);
  }
  expect(hanging.state).toMatchObject({ code: 'timeout' });
  expect(others.map(({ state }) => state)).toEqual(others.map(() => 'done'));
  await files.end(0);
});

it('keeps no call waiting for longer than 15 s in a queue that moves', async () => {
  const files = openCalls();
  const calls = Array.from({ length: 100 }, () => stateOf(files.call()));
  for (let ended = 0; ended < 18; ended += 2) {
    await vi.advanceTimersByTimeAsync(1_500);
    await files.end(ended);
    await files.end(ended + 1);
  }
  await vi.advanceTimersByTimeAsync(1_499);
  expect(calls.at(-1)?.state).toBe('pending');
  await vi.advanceTimersByTimeAsync(1);
  await files.end(18);
  await files.end(19);
  const ends = calls.map(({ state }) => (state as { code?: string }).code ?? state);
  expect(ends).toEqual(calls.map((_, index) => (index < 20 ? 'done' : 'busy')));
});

it('lets no more than 10,000 calls wait', async () => {
  // Fake timers take a second for a thousand of them.
  vi.useRealTimers();
  const { promise, resolve } = deferred<string>();
  const call = () => withFileCall({ timeoutMs: 60_000 }, () => promise);
  const calls = Array.from({ length: 10_002 }, call);
  await expect(call()).rejects.toMatchObject({ code: 'busy' });
  resolve('answer');
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['answer']));
});
