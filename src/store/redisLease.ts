import { randomUUID } from 'node:crypto';
import type { Lease } from './Lease.js';
import type { RedisOfStorage } from './redisOf.js';
import { withDeadline } from './withDeadline.js';

/** After its end a lease may be somebody else's already. */
const DELETE_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** A lease among all who use a Redis. */
export function redisLease({ client, prefix }: RedisOfStorage, timeoutMs: number): Lease {
  const nameOf = (key: string) => `${prefix}leases:${key}`;
  return {
    scope: 'storage',
    async acquire(key, ttlMs) {
      const name = nameOf(key);
      const token = randomUUID();
      // The one atomic way (Redis' documentation of SET); the end comes from the server's clock.
      const answer = await withDeadline(timeoutMs, () =>
        client.set(name, token, 'PX', Math.ceil(ttlMs), 'NX'),
      );
      if (answer !== 'OK') return undefined;
      return async () => {
        await withDeadline(timeoutMs, () => client.eval(DELETE_IF_OURS, 1, name, token));
      };
    },
    // Of a key that is not there Redis says -2.
    remaining: async (key) => Math.max(0, await withDeadline(timeoutMs, () => client.pttl(nameOf(key)))),
  };
}
