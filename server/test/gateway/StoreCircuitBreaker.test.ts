import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreCircuitBreaker } from '../../src/gateway/store/StoreCircuitBreaker.js';
import { StoreError, type StoreErrorCode } from '../../src/store/storage/StoreError.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A breaker after a call that failed with this code after 600 ms. */
async function breakerAfter(code: StoreErrorCode) {
  const breaker = new StoreCircuitBreaker();
  const failed = breaker.run(async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    throw new StoreError(code, 'Failed.');
  });
  const expected = expect(failed).rejects.toMatchObject({ code });
  await vi.advanceTimersByTimeAsync(600);
  await expected;
  return breaker;
}

it.each(['timeout', 'unreachable', 'failed'] as const)('opens for 2 s after a slow "%s"', async (code) => {
  const breaker = await breakerAfter(code);
  await expect(breaker.run(async () => 'value')).rejects.toMatchObject({ code: 'unreachable' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await breaker.run(async () => 'value')).toBe('value');
});

it.each(['busy', 'refused', 'full', 'newer-version'] as const)(
  'stays closed after "%s", which says nothing about other calls and comes late after a wait in the queue',
  async (code) => {
    const breaker = await breakerAfter(code);
    expect(await breaker.run(async () => 'value')).toBe('value');
  },
);
