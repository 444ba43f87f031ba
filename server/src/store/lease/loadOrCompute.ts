import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, Release } from './Lease.js';

export interface LoadOrComputeOptions<T> {
  lease: Lease;
  key: string;
  /** Expiry of the lease, in ms. Must be longer than `compute` takes. */
  ttlMs: number;
  /** How long to wait for another holder of the lease, in ms. 0: not at all. */
  waitMs: number;
  /** Reads the result of an earlier `compute`; `undefined` if there is none. */
  read: () => Promise<T | undefined>;
  /** Computes the result and stores it where `read` finds it. `hasWaited`: another caller held the lease until now. */
  compute: (attempt: { hasWaited: boolean }) => Promise<T>;
  signal?: AbortSignal | undefined;
}

const FIRST_POLL_MS = 25;
const LONGEST_POLL_MS = 250;

/**
 * Double-checked locking on a lease: of all concurrent callers with the same key, on any number of machines, one computes
 * and the others read its result. Call it after a first `read` without a result. Resolves to `undefined` after `waitMs` without a
 * result. If the lease cannot be acquired because its store is down, each caller computes.
 */
export async function loadOrCompute<T>(options: LoadOrComputeOptions<T>): Promise<T | undefined> {
  const { lease, key, ttlMs, waitMs, read, compute, signal } = options;
  const waitUntil = performance.now() + waitMs;
  let hasWaited = false;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)) {
    signal?.throwIfAborted();
    const release = await acquire(lease, key, ttlMs);
    if (release) {
      try {
        // The previous holder may have stored its result after the caller's first read.
        return (await read()) ?? (await compute({ hasWaited }));
      } finally {
        await release().catch(() => undefined);
      }
    }
    const remaining = waitUntil - performance.now();
    if (remaining <= 0) return undefined;
    hasWaited = true;
    // Jitter, so that waiting callers do not poll in step.
    await delay(Math.min(pollMs * (0.75 + Math.random() / 2), remaining), undefined, { signal });
    const stored = await read();
    if (stored !== undefined) return stored;
  }
}

async function acquire(lease: Lease, key: string, ttlMs: number): Promise<Release | undefined> {
  try {
    return await lease.acquire(key, ttlMs);
  } catch {
    return async () => undefined;
  }
}
