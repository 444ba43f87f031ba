import { CallQueue } from '../CallQueue.js';
import { StoreError } from '../StoreError.js';
import type { TimeLimit } from '../withStoreTimeout.js';

/** Threads of libuv's pool. Files, DNS and image work share them. */
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;

const queue = new CallQueue({
  // Leaves threads for DNS and images while a file system hangs.
  concurrency: Math.max(1, THREADS - 2),
  keepsPlace: true,
  hangs: () =>
    new StoreError(
      'timeout',
      'The file system of the picture store does not answer, and calls of it are stuck. Check its disk or network mount, then restart this process.',
    ),
});

/**
 * Bulkhead. Runs a call of the file system, at most two at a time (`UV_THREADPOOL_SIZE` less two). A file system that hangs, such as a
 * network one, never returns its thread; without a limit, four calls would stop DNS and images too. Do not nest it.
 *
 * @throws {StoreError} as {@link CallQueue.run}; at once while all calls in flight hang.
 */
export function withFileCall<T>(limit: TimeLimit, call: () => Promise<T>): Promise<T> {
  return queue.run(limit, call);
}
