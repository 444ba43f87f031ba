import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../../../../test/support/sources.js';
import { CallQueue } from '../../../src/store/storage/CallQueue.js';

const LIMIT = { timeoutMs: 2_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls in a queue of two, which are kept open until `end`. */
function openCalls(options: { keepsPlace?: boolean } = {}) {
  const queue = new CallQueue({ concurrency: 2, ...options });
  const ends: (() => void)[] = [];
  return {
    queue,
    call: () => queue.run(LIMIT, () => new Promise<void>((resolve) => ends.push(resolve))),
    get started() {
      return ends.length;
    },
    end: async (...indexes: number[]) => {
      for (const index of indexes) ends[index]?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

/** How a call has ended, as soon as it has. */
function stateOf(call: Promise<unknown>) {
  const result = { state: 'pending' };
  call.then(
    () => (result.state = 'done'),
    (error: { code: string }) => (result.state = error.code),
  );
  return result;
}

const statesOf = (calls: readonly { state: string }[]) => calls.map(({ state }) => state);
const all = (count: number, state: string) => Array.from({ length: count }, () => state);

it('times a call from its start, not from its place in the queue', async () => {
  const { call, end } = openCalls();
  const calls = Array.from({ length: 10 }, () => stateOf(call()));
  for (let ended = 0; ended < calls.length; ended += 2) {
    await vi.advanceTimersByTimeAsync(1_500);
    await end(ended, ended + 1);
  }
  expect(statesOf(calls)).toEqual(all(10, 'done'));
});

describe.each([true, false])('with keepsPlace: %s', (keepsPlace) => {
  it('calls that hang, and those that wait behind them, fail after their time, and are not made later', async () => {
    const files = openCalls({ keepsPlace });
    const calls = Array.from({ length: 10 }, () => stateOf(files.call()));
    await vi.advanceTimersByTimeAsync(1_000);
    calls.push(stateOf(files.call()));
    await vi.advanceTimersByTimeAsync(999);
    expect(statesOf(calls)).toEqual(all(11, 'pending'));
    await vi.advanceTimersByTimeAsync(1);
    expect(statesOf(calls.slice(0, 10))).toEqual(all(10, 'timeout'));
    await files.end(0, 1);
    expect(files.started).toBe(3);
  });
});

it('keeps the places of calls that hang: further ones fail at once, until one ends', async () => {
  const files = openCalls({ keepsPlace: true });
  const hanging = [stateOf(files.call()), stateOf(files.call())];
  await vi.advanceTimersByTimeAsync(2_000);
  expect(statesOf(hanging)).toEqual(all(2, 'timeout'));
  await expect(files.call()).rejects.toMatchObject({ code: 'timeout' });
  await files.end(0);
  expect(await files.queue.run(LIMIT, async () => 'answer')).toBe('answer');
});

it('gives the places of calls that hang to others, such as those of connections that are cut', async () => {
  const files = openCalls();
  const hanging = [stateOf(files.call()), stateOf(files.call())];
  await vi.advanceTimersByTimeAsync(2_000);
  expect(statesOf(hanging)).toEqual(all(2, 'timeout'));
  expect(await files.queue.run(LIMIT, async () => 'answer')).toBe('answer');
});

it('goes on with one call at a time while another hangs', async () => {
  const files = openCalls({ keepsPlace: true });
  const hanging = stateOf(files.call());
  const others = Array.from({ length: 5 }, () => stateOf(files.call()));
  for (let ended = 1; ended <= others.length; ended += 1) {
    await vi.advanceTimersByTimeAsync(1_500);
    await files.end(ended);
  }
  expect(hanging.state).toBe('timeout');
  expect(statesOf(others)).toEqual(all(5, 'done'));
});

it('keeps no call waiting for longer than 15 s in a queue that moves', async () => {
  const files = openCalls();
  const calls = Array.from({ length: 100 }, () => stateOf(files.call()));
  for (let ended = 0; ended < 18; ended += 2) {
    await vi.advanceTimersByTimeAsync(1_500);
    await files.end(ended, ended + 1);
  }
  await vi.advanceTimersByTimeAsync(1_499);
  expect(calls.at(-1)?.state).toBe('pending');
  await vi.advanceTimersByTimeAsync(1);
  await files.end(18, 19);
  expect(statesOf(calls)).toEqual([...all(20, 'done'), ...all(80, 'busy')]);
});

it('lets no more than 10,000 calls wait', async () => {
  // Fake timers take a second for a thousand of them.
  vi.useRealTimers();
  const { queue } = openCalls();
  const { promise, resolve } = deferred<string>();
  const call = () => queue.run({ timeoutMs: 60_000 }, () => promise);
  const calls = Array.from({ length: 10_002 }, call);
  await expect(call()).rejects.toMatchObject({ code: 'busy' });
  resolve('answer');
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['answer']));
});

it('passes the error of a call on, also one that it throws at once', async () => {
  const { queue } = openCalls();
  const fail = () => {
    throw new RangeError('Wrong.');
  };
  await expect(queue.run(LIMIT, fail)).rejects.toThrow(RangeError);
  expect(await queue.run(LIMIT, async () => 'answer')).toBe('answer');
});
