import { randomUUID } from 'node:crypto';
import type { RedisConnection } from '../storage/driverTraits.js';
import { withStoreTimeout } from '../storage/withStoreTimeout.js';
import { givingUpLate } from './givingUpLate.js';
import type { Lease } from './Lease.js';

/** Both compare the token first: after its expiry, the lease may belong to another holder. */
const DELETE_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;
const EXTEND_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;

/** A long lease expires in Redis this long after its holder was killed, in ms. A live holder extends it (heartbeat). */
const HEARTBEAT_EXPIRY = 10_000;
const HEARTBEAT_INTERVAL = 2_500;

/** A lease for all processes that use a Redis: `SET NX PX` with a random token. */
export function redisLease({ client, prefix }: RedisConnection, timeoutMs: number): Lease {
  const redisKey = (key: string) => `${prefix}leases:${key}`;

  /** Extends the lease until `endsAt`, on the clock of `performance.now()`. Returns the function that stops it. */
  function startHeartbeat(name: string, token: string, endsAt: number): () => void {
    const timer = setInterval(async () => {
      const left = endsAt - performance.now();
      if (left <= HEARTBEAT_EXPIRY) clearInterval(timer);
      const next = String(Math.max(1, Math.ceil(Math.min(left, HEARTBEAT_EXPIRY))));
      const isOurs = await withStoreTimeout(timeoutMs, () =>
        client.eval(EXTEND_IF_OURS, 1, name, token, next),
      ).catch(
        // A Redis that returns before the expiry still has the lease.
        () => 1,
      );
      if (isOurs === 0) clearInterval(timer);
    }, HEARTBEAT_INTERVAL);
    timer.unref();
    return () => clearInterval(timer);
  }

  return {
    scope: 'storage',
    async acquire(key, ttlMs, { outlivesProcess = false } = {}) {
      const name = redisKey(key);
      const token = randomUUID();
      const endsAt = performance.now() + ttlMs;
      const firstMs = outlivesProcess ? ttlMs : Math.min(ttlMs, HEARTBEAT_EXPIRY);
      const claim = async () => {
        // One atomic command (Redis' documentation of SET). The server's clock decides the expiry.
        const answer = await client.set(name, token, 'PX', Math.ceil(firstMs), 'NX');
        // ioredis sends a command again whose answer was lost with the connection: the lease may be ours from the first time.
        if (answer !== 'OK' && (await client.get(name)) !== token) return undefined;
        const stop = firstMs < ttlMs ? startHeartbeat(name, token, endsAt) : () => undefined;
        return async () => {
          stop();
          await withStoreTimeout(timeoutMs, () => client.eval(DELETE_IF_OURS, 1, name, token));
        };
      };
      return givingUpLate((work) => withStoreTimeout(timeoutMs, work), claim);
    },
    // PTTL of a missing key is -2.
    remaining: async (key) =>
      Math.max(0, await withStoreTimeout(timeoutMs, () => client.pttl(redisKey(key)))),
  };
}
