import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Storage } from 'unstorage';
import { redisOf } from './redisOf.js';

/** How many requests may go out in a stretch of time, counted over everybody who shares the storage. */
export interface Budget {
  /** Takes one request out of the budget. When there is none left, says when there will be. */
  take(): Promise<{ allowed: true } | { allowed: false; retryAfterMs: number }>;
}

export interface BudgetOptions {
  /** Requests per `durationMs`. */
  points: number;
  /** Redis counts in whole seconds. */
  durationMs: number;
  /** What is counted: one budget per Wawp instance, for one. */
  name: string;
}

/**
 * A budget counted in Redis when the storage is there, so that all replicas share it, and in this process otherwise.
 * While Redis is down, each replica counts for itself.
 */
export function createBudget(
  storage: Storage | undefined,
  { points, durationMs, name }: BudgetOptions,
): Budget {
  const duration = durationMs / 1000;
  const redis = storage && redisOf(storage);
  const own = new RateLimiterMemory({ points, duration });
  const limiter = redis
    ? new RateLimiterRedis({
        storeClient: redis.client,
        keyPrefix: `${redis.prefix}budget`,
        points,
        duration,
        rejectIfRedisNotReady: true,
        insuranceLimiter: own,
      })
    : own;
  return {
    async take() {
      try {
        await limiter.consume(name);
        return { allowed: true };
      } catch (thrown) {
        // The library rejects with its result when nothing is left, and with an Error when it failed itself.
        if (thrown instanceof RateLimiterRes) return { allowed: false, retryAfterMs: thrown.msBeforeNext };
        // A budget is a kindness to WhatsApp, no lock: without it, work goes on.
        return { allowed: true };
      }
    },
  };
}
