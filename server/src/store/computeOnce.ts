import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, Release } from './Lease.js';

export interface ComputeOnceOptions<T> {
  lease: Lease;
  key: string;
  /** How long the lease is held at most, in ms. Has to outlast `compute`. */
  ttlMs: number;
  /** How long to wait for somebody else, in ms. */
  waitMs: number;
  /** Reads what somebody may have made already; `undefined` when it is not there yet. */
  read: () => Promise<T | undefined>;
  /** Makes it, and leaves it where `read` finds it. */
  compute: () => Promise<T>;
  signal?: AbortSignal;
}

const FIRST_POLL_MS = 25;
const LONGEST_POLL_MS = 250;

/**
 * Of all who want the same thing at once, on however many machines, one makes it and the others read it. Who waited in
 * vain gets `undefined`. A lease that cannot be had because its store is down keeps nobody from work: then each makes its own.
 */
export async function computeOnce<T>(options: ComputeOnceOptions<T>): Promise<T | undefined> {
  const { lease, key, ttlMs, waitMs, read, compute, signal } = options;
  const waitUntil = performance.now() + waitMs;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)) {
    signal?.throwIfAborted();
    const made = await read();
    if (made !== undefined) return made;

    const release = await acquire(lease, key, ttlMs);
    if (release) {
      try {
        // Somebody may have finished between our look and our turn.
        return (await read()) ?? (await compute());
      } finally {
        await release().catch(() => undefined);
      }
    }
    const remaining = waitUntil - performance.now();
    if (remaining <= 0) return undefined;
    // Spread, so that those who wait do not ask in step.
    await delay(Math.min(pollMs * (0.75 + Math.random() / 2), remaining), undefined, { signal });
  }
}

async function acquire(lease: Lease, key: string, ttlMs: number): Promise<Release | undefined> {
  try {
    return await lease.acquire(key, ttlMs);
  } catch {
    return async () => undefined;
  }
}
