import { randomUUID } from 'node:crypto';
import type { Lease } from './Lease.js';
import type { RedisOfStorage } from './redisOf.js';
import { withDeadline } from './withDeadline.js';

/** After its end a lease may be somebody else's already. */
const DELETE_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;
const PROLONG_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;

/** For so long a lease stands whose holder was killed, at most; one that works on prolongs it meanwhile. In ms. */
const WITHOUT_A_SIGN = 10_000;
const SIGN_EVERY = 2_500;

/** A lease among all who use a Redis. */
export function redisLease({ client, prefix }: RedisOfStorage, timeoutMs: number): Lease {
  const nameOf = (key: string) => `${prefix}leases:${key}`;

  /** Until `endsAt`, on the clock of `performance.now()`. Returns how to stop. */
  function prolong(name: string, token: string, endsAt: number): () => void {
    const timer = setInterval(async () => {
      const left = endsAt - performance.now();
      if (left <= WITHOUT_A_SIGN) clearInterval(timer);
      const next = String(Math.max(1, Math.ceil(Math.min(left, WITHOUT_A_SIGN))));
      const isOurs = await withDeadline(timeoutMs, () =>
        client.eval(PROLONG_IF_OURS, 1, name, token, next),
      ).catch(
        // A Redis that is back in time still has it.
        () => 1,
      );
      if (isOurs === 0) clearInterval(timer);
    }, SIGN_EVERY);
    timer.unref();
    return () => clearInterval(timer);
  }

  return {
    scope: 'storage',
    async acquire(key, ttlMs, { outlivesProcess = false } = {}) {
      const name = nameOf(key);
      const token = randomUUID();
      const endsAt = performance.now() + ttlMs;
      const firstMs = outlivesProcess ? ttlMs : Math.min(ttlMs, WITHOUT_A_SIGN);
      // The one atomic way (Redis' documentation of SET); the end comes from the server's clock.
      const answer = await withDeadline(timeoutMs, () =>
        client.set(name, token, 'PX', Math.ceil(firstMs), 'NX'),
      );
      if (answer !== 'OK') return undefined;
      const stop = firstMs < ttlMs ? prolong(name, token, endsAt) : () => undefined;
      return async () => {
        stop();
        await withDeadline(timeoutMs, () => client.eval(DELETE_IF_OURS, 1, name, token));
      };
    },
    // Of a key that is not there Redis says -2.
    remaining: async (key) => Math.max(0, await withDeadline(timeoutMs, () => client.pttl(nameOf(key)))),
  };
}
