import { BoundedQueue } from '../../lib/async/BoundedQueue.js';
import { noteLateCall } from './lateCalls.js';
import { StoreError } from './StoreError.js';
import { type TimeLimit, timedOut } from './withStoreTimeout.js';

/** The longest queue. Some seconds of a disk, and a call that waits holds a key and a promise. */
const MAX_WAITING = 10_000;

/** The longest wait in a queue that moves, in ms. Browsers give up after 30 s. */
const MAX_WAIT_MS = 15_000;

export interface CallQueueOptions {
  /** Number of calls that run at a time. */
  concurrency: number;
  /** Whether a call keeps its place after its time, until it ends. */
  keepsPlace?: boolean;
  /** Whether a call gets a signal that aborts when its time is over. */
  aborts?: boolean;
  /** The error of a call that finds the store hanging. */
  hangs?: (timeoutMs: number) => StoreError;
}

/**
 * Bulkhead. Runs a limited number of calls of a store at a time. The time of a call begins when it leaves the queue, so that the wait in a
 * queue that moves is no failure of the store. In a queue that does not move, calls fail after their time as well.
 */
export class CallQueue {
  readonly #queue: BoundedQueue;
  readonly #options: Required<CallQueueOptions>;
  /** Number of running calls whose time is over, and which keep their places. */
  #stuck = 0;
  /** When a call has last ended in its time, in ms of `performance.now()`. */
  #movedAt = 0;

  constructor({ concurrency, keepsPlace = false, aborts = false, hangs = timedOut }: CallQueueOptions) {
    this.#options = { concurrency, keepsPlace, aborts, hangs };
    this.#queue = new BoundedQueue({
      concurrency,
      maxWaiting: MAX_WAITING,
      maxWaitMs: MAX_WAIT_MS,
      refusal: () =>
        new StoreError('busy', 'Too many calls are waiting for the picture store. Try again in a moment.'),
    });
  }

  /**
   * Takes `limit` over. Do not nest calls of one queue. A call gets a signal with the option `aborts`.
   *
   * @throws {StoreError} `timeout`; `busy`, when too many calls wait, or for too long. Or the error of the call.
   */
  async run<T>(limit: TimeLimit, call: (signal?: AbortSignal) => Promise<T>): Promise<T> {
    const { concurrency, hangs } = this.#options;
    const { timeoutMs } = limit;
    limit.takeOver?.();
    if (this.#stuck >= concurrency) throw hangs(timeoutMs);
    const since = performance.now();
    const endsAt = () => Math.max(since, this.#movedAt) + timeoutMs;
    const stalled = () => hangs(timeoutMs);
    return new Promise((resolve, reject) => {
      const start = async () => {
        if (performance.now() >= endsAt()) throw stalled();
        await this.#timed(timeoutMs, call, resolve, reject);
      };
      this.#queue.add(start, { endsAt, stalled }).catch(reject);
    });
  }

  /** Settles when the place of the call is free. */
  async #timed<T>(
    timeoutMs: number,
    call: (signal?: AbortSignal) => Promise<T>,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): Promise<void> {
    const { keepsPlace, aborts } = this.#options;
    const controller = aborts ? new AbortController() : undefined;
    let isLate = false;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((leave) => {
      timer = setTimeout(() => {
        isLate = true;
        const error = timedOut(timeoutMs);
        noteLateCall(error, answered);
        reject(error);
        controller?.abort(error);
        if (keepsPlace) this.#stuck += 1;
        else leave();
      }, timeoutMs);
    });
    const answered = Promise.resolve(controller?.signal)
      .then(call)
      .then(resolve, reject)
      .then(() => {
        clearTimeout(timer);
        if (!isLate) this.#movedAt = performance.now();
        else if (keepsPlace) this.#stuck -= 1;
      });
    await Promise.race([answered, timeout]);
  }
}
