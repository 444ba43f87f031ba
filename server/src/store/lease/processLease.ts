import type { Lease } from './Lease.js';

/** The expiry of each lease, in ms of `performance.now()`, by key. */
export type HeldLeases = Map<string, { endsAt: number }>;

/** Fewer leases than this are not searched for expired ones. */
const MIN_SWEPT = 1_000;

/** A lease in memory: excludes only callers with the same map. Expired leases leave the map, released or not. */
export function processLease(held: HeldLeases): Lease {
  let sweepAt = MIN_SWEPT;
  const sweep = (now: number) => {
    for (const [key, { endsAt }] of held) if (endsAt <= now) held.delete(key);
    sweepAt = Math.max(MIN_SWEPT, held.size * 2);
  };
  return {
    scope: 'process',
    async acquire(key, ttlMs) {
      const now = performance.now();
      const current = held.get(key);
      if (current && current.endsAt > now) return undefined;
      if (held.size >= sweepAt) sweep(now);
      const ours = { endsAt: now + ttlMs };
      held.set(key, ours);
      return async () => {
        if (held.get(key) === ours) held.delete(key);
      };
    },
    remaining: async (key) => Math.max(0, (held.get(key)?.endsAt ?? 0) - performance.now()),
  };
}
