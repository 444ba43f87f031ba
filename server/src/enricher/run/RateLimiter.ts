import { delay } from '../../lib/async/delay.js';
import { type Budget, createBudget } from '../../store/createBudget.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';

export interface RateLimiterOptions {
  /** Requests per `windowMs`. */
  limit: number;
  windowMs: number;
  /** On Redis, all machines with this storage and `name` share the limit. */
  storage: StorageAdapter;
  name: string;
  signal: AbortSignal;
}

/**
 * Rate limiter: spaces requests evenly, with up to half an interval of jitter. Requests of other machines on the same Redis
 * count too.
 */
export class RateLimiter {
  readonly #budget: Budget;
  readonly #signal: AbortSignal;
  readonly #intervalMs: number;
  /** Time of the next free slot, in ms of `performance.now()`. */
  #nextAt = 0;

  constructor({ limit, windowMs, storage, name, signal }: RateLimiterOptions) {
    this.#signal = signal;
    this.#intervalMs = windowMs / limit;
    // Redis counts in whole seconds: the same rate over a window of whole seconds.
    const durationMs = Math.ceil(windowMs / 1000) * 1000;
    const points = Math.max(1, Math.round((limit * durationMs) / windowMs));
    this.#budget = createBudget(storage, { points, durationMs, name });
  }

  /** Resolves when one request may be sent. Rejects with the signal's reason. */
  async take(): Promise<void> {
    const now = performance.now();
    const slotAt = Math.max(now, this.#nextAt);
    this.#nextAt = slotAt + this.#intervalMs;
    const waitMs = slotAt - now + Math.random() * this.#intervalMs * 0.5;
    // A timer takes a millisecond at least, so a shorter wait would lower the rate.
    if (waitMs >= 1) await delay(waitMs, this.#signal);
    for (let share = await this.#budget.take(); !share.allowed; share = await this.#budget.take()) {
      await delay(share.retryAfterMs, this.#signal);
    }
  }
}
