import type { Lease } from './Lease.js';

/** Who holds what, and until when, in ms of `performance.now()`. */
export type Held = Map<string, { endsAt: number }>;

/** A lease among all who have the same map: it keeps out nobody else. */
export function processLease(held: Held): Lease {
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
