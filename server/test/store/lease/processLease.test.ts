import { afterEach, expect, it, vi } from 'vitest';
import { type HeldLeases, processLease } from '../../../src/store/lease/processLease.js';

afterEach(() => {
  vi.useRealTimers();
});

it('expired leases that are never released do not stay in memory', async () => {
  vi.useFakeTimers();
  const held: HeldLeases = new Map();
  const lease = processLease(held);
  let most = 0;
  for (let chat = 0; chat < 20_000; chat += 1) {
    await lease.acquire(`refresh:${chat}`, 100);
    vi.advanceTimersByTime(1);
    most = Math.max(most, held.size);
  }
  expect(most).toBeLessThanOrEqual(1_000);
  expect(await lease.acquire('refresh:19999', 100)).toBeUndefined();
});
