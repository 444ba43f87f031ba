import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Budget } from '../store/createBudget.js';

export interface TurnsOptions {
  perSecond: number;
  /** Counts the requests of all machines on one store. */
  budget: Budget;
  signal: AbortSignal;
}

/** The steady pace at which Wawp is asked: one turn at a time, each a little early or late, and none during a pause. */
export class Turns {
  readonly #queue: PQueue;
  readonly #options: TurnsOptions;
  readonly #intervalMs: number;
  #resumesAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#intervalMs = Math.max(1, 1000 / options.perSecond);
    this.#queue = new PQueue({ concurrency: 1, interval: this.#intervalMs, intervalCap: 1 });
  }

  /** Resolves when a request may be sent. Rejects with the signal's reason. */
  take(): Promise<void> {
    const { signal, budget } = this.#options;
    const wait = async () => {
      await delay(Math.random() * this.#intervalMs * 0.5, undefined, { signal });
      for (let share = await budget.take(); !share.allowed; share = await budget.take()) {
        await delay(share.retryAfterMs, undefined, { signal });
      }
    };
    return this.#queue.add(wait, { signal });
  }

  get isPaused(): boolean {
    return this.#queue.isPaused;
  }

  /** Lets nobody through for so long; a longer pause that runs already stays. */
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
