import PQueue from 'p-queue';
import { StoreError } from '../StoreError.js';

/** Threads of libuv's pool. Files, DNS and image work share them. */
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/** Leaves threads for DNS and images while a file system hangs. */
const MAX_IN_FLIGHT = Math.max(1, THREADS - 2);

/** When all calls have run for longer than this, in ms, the file system hangs. */
const HANGS_AFTER_MS = 5_000;

const queue = new PQueue({ concurrency: MAX_IN_FLIGHT });
/** When each running call has started, in ms of `performance.now()`. */
const running = new Set<{ since: number }>();

/**
 * Bulkhead. Runs a call of the file system, at most two at a time (`UV_THREADPOOL_SIZE` less two). A file system that hangs, such as a
 * network one, never returns its thread; without a limit, four calls would stop DNS and images too. Do not nest it.
 *
 * @throws {StoreError} `timeout`, at once, while all calls in flight hang.
 */
export async function withFileCall<T>(call: () => Promise<T>): Promise<T> {
  if (isHanging()) {
    throw new StoreError(
      'timeout',
      'The file system of the picture store does not answer, and calls of it are stuck. Check its disk or network mount, then restart this process.',
    );
  }
  return queue.add(async () => {
    const entry = { since: performance.now() };
    running.add(entry);
    try {
      return await call();
    } finally {
      running.delete(entry);
    }
  });
}

function isHanging(): boolean {
  const before = performance.now() - HANGS_AFTER_MS;
  return running.size >= MAX_IN_FLIGHT && [...running].every(({ since }) => since < before);
}
