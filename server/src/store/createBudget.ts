import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { redisOf } from './redisOf.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { withDeadline } from './withDeadline.js';

/** A Redis that is up answers far sooner. In ms. */
const TIMEOUT = 1_000;

/** How long a Redis that gave no answer is left alone, in ms. */
const PAUSE = 5_000;

/** How many requests may go out in a stretch of time, counted over everybody who shares the storage. */
export interface Budget {
  /** Takes one request out of the budget. When there is none left, says when there will be. */
  take(): Promise<{ allowed: true } | { allowed: false; retryAfterMs: number }>;
}

export interface BudgetOptions {
  /** Requests per `durationMs`. */
  points: number;
  /** Redis counts in whole seconds, of which this is rounded up. */
  durationMs: number;
  /** What is counted: one budget per Wawp instance, for one. */
  name: string;
  /** Whether the storage is known to be down, so that nobody need wait for it here too. */
  isDown?: () => boolean;
}

/**
 * A budget counted in Redis when the storage is there, so that all replicas share it, and in this process otherwise.
 * While Redis is down, or says nothing, each replica counts for itself.
 */
export function createBudget(
  storage: StorageAdapter | undefined,
  { points, durationMs, name, isDown = () => false }: BudgetOptions,
): Budget {
  const duration = durationMs / 1000;
  const redis = storage && redisOf(storage);
  const own = new RateLimiterMemory({ points, duration });
  const shared =
    redis &&
    new RateLimiterRedis({
      storeClient: redis.client,
      keyPrefix: `${redis.prefix}budget`,
      points,
      // A fraction of a second would be none at all, and that is for ever.
      duration: Math.ceil(duration),
      rejectIfRedisNotReady: true,
      insuranceLimiter: own,
    });
  let pausedUntil = 0;
  return {
    async take() {
      if (shared === undefined || performance.now() < pausedUntil || isDown()) return takeFrom(own, name);
      try {
        return await withDeadline(TIMEOUT, () => takeFrom(shared, name));
      } catch {
        pausedUntil = performance.now() + PAUSE;
        return takeFrom(own, name);
      }
    },
  };
}

async function takeFrom(limiter: RateLimiterAbstract, name: string): ReturnType<Budget['take']> {
  try {
    await limiter.consume(name);
    return { allowed: true };
  } catch (thrown) {
    // The library rejects with its result when nothing is left, and with an Error when it failed itself.
    if (thrown instanceof RateLimiterRes) return { allowed: false, retryAfterMs: thrown.msBeforeNext };
    // A budget is a kindness to WhatsApp, no lock: without it, work goes on.
    return { allowed: true };
  }
}
