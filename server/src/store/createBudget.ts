import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { driverTraits } from './storage/driverTraits.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { withStoreTimeout } from './storage/withStoreTimeout.js';

/** Timeout of one call to Redis, in ms. Normal answers take far less. */
const TIMEOUT = 1_000;

/** After a timeout, Redis is not called for this long, in ms. */
const PAUSE = 5_000;

/**
 * The script of the library, which also ends a window that has more time left than a window has: the clock of Redis has stepped back, by
 * which it expires keys.
 */
const COUNT = `redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
local consumed = redis.call('incrby', KEYS[1], ARGV[1])
local ttl = redis.call('pttl', KEYS[1])
local longest = 1000 * ARGV[2]
if ttl == -1 or ttl > longest then
  redis.call('expire', KEYS[1], ARGV[2])
  ttl = longest
end
return {consumed, ttl}`;

/** Rate limit: a number of requests in a window of time, counted for all processes that share the storage. */
export interface Budget {
  /** Counts one request, for each `key` apart. If the limit is reached, `retryAfterMs` tells when the window ends. */
  take(key?: string): Promise<{ allowed: true } | { allowed: false; retryAfterMs: number }>;
}

export interface BudgetOptions {
  /** Requests per `durationMs`. */
  points: number;
  /** Rounded up to whole seconds in Redis. */
  durationMs: number;
  /** Key of the counter, such as the id of a Wawp instance. */
  name: string;
  /** Whether the storage is known to be down. Then it is not called. */
  isDown?: () => boolean;
}

/**
 * Creates a rate limit that is counted in Redis if the storage is one, so that all replicas share it, and in this process
 * otherwise. While Redis is down or does not answer, each replica counts for itself.
 */
export function createBudget(
  storage: StorageAdapter | undefined,
  { points, durationMs, name, isDown = () => false }: BudgetOptions,
): Budget {
  const duration = durationMs / 1000;
  const redis = storage && driverTraits(storage).redis;
  const own = new RateLimiterMemory({ points, duration });
  const shared =
    redis &&
    new RateLimiterRedis({
      storeClient: redis.client,
      keyPrefix: `${redis.prefix}budget`,
      points,
      // Redis would truncate a fraction of a second to 0, which means no expiry.
      duration: Math.ceil(duration),
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: COUNT,
      insuranceLimiter: own,
    });
  let pausedUntil = 0;
  return {
    async take(key = '') {
      const counter = name + key;
      if (shared === undefined || performance.now() < pausedUntil || isDown()) return takeFrom(own, counter);
      try {
        return await withStoreTimeout(TIMEOUT, () => takeFrom(shared, counter));
      } catch {
        pausedUntil = performance.now() + PAUSE;
        return takeFrom(own, counter);
      }
    },
  };
}

async function takeFrom(limiter: RateLimiterAbstract, name: string): ReturnType<Budget['take']> {
  try {
    await limiter.consume(name);
    return { allowed: true };
  } catch (thrown) {
    // The library rejects with its result when the limit is reached, and with an Error when it failed.
    if (thrown instanceof RateLimiterRes) {
      // In memory, a timer ends a window, but the rest of its time is read from the wall clock, which may have stepped back by days.
      return { allowed: false, retryAfterMs: Math.min(thrown.msBeforeNext, limiter.duration * 1000) };
    }
    // Fail open: the limit protects WhatsApp from load and is no lock.
    return { allowed: true };
  }
}
