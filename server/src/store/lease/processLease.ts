import type { Lease } from './Lease.js';

/** The expiry of each lease, in ms of `performance.now()`, by key. */
export type HeldLeases = Map<string, { endsAt: number }>;

/** A lease in memory: excludes only callers with the same map. */
export function processLease(held: HeldLeases): Lease {
  return {
    scope: 'process',
    async acquire(key, ttlMs) {
      const now = performance.now();
      const current = held.get(key);
      if (current && current.endsAt > now) return undefined;
      const ours = { endsAt: now + ttlMs };
      held.set(key, ours);
      return async () => {
        if (held.get(key) === ours) held.delete(key);
      };
    },
    remaining: async (key) => Math.max(0, (held.get(key)?.endsAt ?? 0) - performance.now()),
  };
}
