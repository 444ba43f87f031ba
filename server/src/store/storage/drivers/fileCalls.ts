import { BoundedQueue } from '../../../lib/async/BoundedQueue.js';
import { StoreError } from '../StoreError.js';
import { type TimeLimit, timedOut } from '../withStoreTimeout.js';

/** Threads of libuv's pool. Files, DNS and image work share them. */
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/** Leaves threads for DNS and images while a file system hangs. */
const MAX_IN_FLIGHT = Math.max(1, THREADS - 2);

/** The longest queue. Some 5 s of a disk, and a call that waits holds a key and a promise. */
const MAX_WAITING = 10_000;

/** The longest wait in a queue that moves, in ms. Browsers give up after 30 s. */
const MAX_WAIT_MS = 15_000;

const queue = new BoundedQueue({
  concurrency: MAX_IN_FLIGHT,
  maxWaiting: MAX_WAITING,
  maxWaitMs: MAX_WAIT_MS,
  refusal: () =>
    new StoreError(
      'busy',
      'Too many calls are waiting for the folder of the picture store. Try again in a moment.',
    ),
});

/** Number of running calls whose time is over. */
let stuck = 0;

/**
 * Bulkhead. Runs a call of the file system, at most two at a time (`UV_THREADPOOL_SIZE` less two). A file system that hangs, such as a
 * network one, never returns its thread; without a limit, four calls would stop DNS and images too. Do not nest it.
 *
 * The time of a call begins when it leaves the queue. Calls in a queue that does not move fail after their time as well.
 *
 * @throws {StoreError} `timeout`, at once while all calls in flight hang; `busy`, when too many calls wait, or for too long.
 */
export async function withFileCall<T>(limit: TimeLimit, call: () => Promise<T>): Promise<T> {
  limit.takeOver?.();
  if (stuck >= MAX_IN_FLIGHT) throw hangs();
  const { timeoutMs } = limit;
  return new Promise((resolve, reject) => {
    const run = async () => {
      let isStuck = false;
      const timer = setTimeout(() => {
        isStuck = true;
        stuck += 1;
        reject(timedOut(timeoutMs));
      }, timeoutMs);
      try {
        resolve(await call());
      } finally {
        clearTimeout(timer);
        if (isStuck) stuck -= 1;
      }
    };
    queue.add(run, { stallMs: timeoutMs, stalled: hangs }).catch(reject);
  });
}

function hangs(): StoreError {
  return new StoreError(
    'timeout',
    'The file system of the picture store does not answer, and calls of it are stuck. Check its disk or network mount, then restart this process.',
  );
}
