import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import { type Budget, createBudget } from '../store/createBudget.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';

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
 * Rate limiter: spaces requests evenly, with up to half an interval of jitter, and sends none during a pause. Requests of
 * other machines on the same Redis count too.
 */
export class RateLimiter {
  readonly #queue: PQueue;
  readonly #budget: Budget;
  readonly #signal: AbortSignal;
  readonly #intervalMs: number;
  #resumesAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ limit, windowMs, storage, name, signal }: RateLimiterOptions) {
    this.#signal = signal;
    this.#intervalMs = Math.max(1, windowMs / limit);
    this.#queue = new PQueue({ concurrency: 1, interval: this.#intervalMs, intervalCap: 1 });
    // Redis counts in whole seconds: the same rate over a window of whole seconds.
    const durationMs = Math.ceil(windowMs / 1000) * 1000;
    const points = Math.max(1, Math.round((limit * durationMs) / windowMs));
    this.#budget = createBudget(storage, { points, durationMs, name });
  }

  /** Resolves when one request may be sent. Rejects with the signal's reason. */
  take(): Promise<void> {
    const signal = this.#signal;
    const wait = async () => {
      await delay(Math.random() * this.#intervalMs * 0.5, undefined, { signal });
      for (let share = await this.#budget.take(); !share.allowed; share = await this.#budget.take()) {
        await delay(share.retryAfterMs, undefined, { signal });
      }
    };
    return this.#queue.add(wait, { signal });
  }

  get isPaused(): boolean {
    return this.#queue.isPaused;
  }

  /** Grants no request for `durationMs`. A running pause that ends later stays in force. */
  pause(durationMs: number): void {
    const resumesAt = performance.now() + durationMs;
    if (resumesAt <= this.#resumesAt) return;
    this.#resumesAt = resumesAt;
    this.#queue.pause();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#queue.start(), durationMs);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
