import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withTimeout } from '../../src/lib/withTimeout.js';

const timedOut = () => new Error('timed out');
const never = () => new Promise<never>(() => {});

describe('withTimeout', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('rejects after the time-out although the work ignores its signal, and aborts that signal', async () => {
    let seen: AbortSignal | undefined;
    const work = withTimeout({ timeoutMs: 100, timedOut }, (signal) => {
      seen = signal;
      return never();
    });
    const outcome = expect(work).rejects.toThrow('timed out');
    await vi.advanceTimersByTimeAsync(99);
    expect(seen?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(seen?.reason).toMatchObject({ message: 'timed out' });
  });

  it('rejects with the reason of the caller’s signal at once', async () => {
    const controller = new AbortController();
    const work = withTimeout({ timeoutMs: 100, timedOut, signal: controller.signal }, never);
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it('starts nothing for a signal that has aborted before', async () => {
    const execute = vi.fn(never);
    const signal = AbortSignal.abort();
    await expect(withTimeout({ timeoutMs: 100, timedOut, signal }, execute)).rejects.toBe(signal.reason);
    expect(execute).not.toHaveBeenCalled();
  });

  it.each([
    ['a result', async () => 1],
    ['an error', () => Promise.reject(new Error('failed'))],
    [
      'a synchronous error',
      () => {
        throw new Error('failed');
      },
    ],
  ])('leaves no timer and no listener after %s', async (_, execute: () => Promise<unknown>) => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    await withTimeout({ timeoutMs: 100, timedOut, signal }, execute).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledOnce();
  });
});
