import { WaitingLine } from './WaitingLine.js';

export interface BoundedQueueOptions {
  concurrency: number;
  /** The most pieces of work that wait. */
  maxWaiting: number;
  /** The longest wait, in ms. */
  maxWaitMs: number;
  /** The error of work that finds no place, or waits for too long. */
  refusal: () => Error;
}

/** When to give up on a queue that stands still, before `maxWaitMs`. */
export interface Patience {
  /** When the wait is over, in ms of `performance.now()`. It may move while work is done. */
  endsAt: () => number;
  /** The error then. */
  stalled: () => Error;
}

/**
 * Bulkhead. Runs a limited number of pieces of work at a time, first in, first out, and bounds the length of the queue and the wait in it.
 * Work leaves the queue in constant time: with PQueue and signals, 10,000 pieces whose time is over together block the process for 0.9 s.
 */
export class BoundedQueue {
  readonly #options: BoundedQueueOptions;
  readonly #waiting = new WaitingLine<() => void>();
  #running = 0;

  constructor(options: BoundedQueueOptions) {
    this.#options = options;
  }

  /** @throws `refusal()`, `stalled()`, or the error of the work. */
  async add<T>(work: () => Promise<T>, patience?: Patience): Promise<T> {
    if (this.#running >= this.#options.concurrency) await this.#turn(patience);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(patience?: Patience): Promise<void> {
    const { maxWaiting, maxWaitMs, refusal } = this.#options;
    const since = performance.now();
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= maxWaiting) {
        reject(refusal());
        return;
      }
      let timer: NodeJS.Timeout | undefined;
      const leave = this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
      const giveUp = (error: Error) => {
        leave();
        reject(error);
      };
      const wait = () => {
        const now = performance.now();
        const left = since + maxWaitMs - now;
        const untilStalled = patience ? patience.endsAt() - now : left;
        if (left <= 0) giveUp(refusal());
        else if (patience && untilStalled <= 0) giveUp(patience.stalled());
        else timer = setTimeout(wait, Math.min(left, untilStalled));
      };
      wait();
    });
  }

  /** Hands the place over, so that no other work takes it meanwhile. */
  #leave(): void {
    const start = this.#waiting.take();
    if (start) start();
    else this.#running -= 1;
  }
}
