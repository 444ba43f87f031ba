import { type GrowingPauseOptions, growingPause } from './growingPause.js';

export interface RetryTimerOptions {
  pause: GrowingPauseOptions;
  /** Must not reject. */
  attempt: () => Promise<unknown>;
  isDone: () => boolean;
}

/** Repeats an attempt, after pauses that grow, until it is done. Its timer keeps no process alive. */
export class RetryTimer {
  readonly #options: RetryTimerOptions;
  #isActive = false;
  #attempts = 0;

  constructor(options: RetryTimerOptions) {
    this.#options = options;
  }

  /** Call it when there is something to do. Without effect while the timer is active. */
  start(): void {
    if (this.#isActive) return;
    this.#isActive = true;
    this.#attempts = 0;
    this.#wait();
  }

  #wait(): void {
    this.#attempts += 1;
    setTimeout(() => void this.#run(), growingPause(this.#options.pause, this.#attempts)).unref();
  }

  async #run(): Promise<void> {
    await this.#options.attempt();
    if (this.#options.isDone()) this.#isActive = false;
    else this.#wait();
  }
}
