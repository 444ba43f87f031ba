import type { PendingPicture } from './singleFlight.js';

interface BatchQueueOptions {
  /** The maximum number of chats in one request. */
  size: number;
  /** A batch is sent when it is full, or when no chat has been added for this long, in ms. */
  quietMs: number;
  /** The maximum number of concurrent requests. A browser opens 6 connections per host over HTTP/1.1, for all of its tabs. */
  concurrency: number;
}

/**
 * Batching and a concurrency limit. A chat waits here and not in the browser's own queue, where the time-out of its request
 * would already run. An abandoned chat leaves the queue.
 *
 * The quiet time spans the tasks of one screen: the effects of a React commit, an IntersectionObserver's callback, and the retry
 * timers of one failed batch, which Chromium fires up to a few ms apart. `send` must not reject.
 */
export function batchQueue(
  { size, quietMs, concurrency }: BatchQueueOptions,
  send: (batch: PendingPicture[]) => Promise<void>,
): (pending: PendingPicture) => void {
  const waiting = new Set<PendingPicture>();
  let underWay = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.size > 0 && underWay < concurrency) {
      const batch = [...waiting].slice(0, size);
      for (const pending of batch) waiting.delete(pending);
      underWay += 1;
      send(batch).then(() => {
        underWay -= 1;
        if (timer === undefined) flush();
      });
    }
  };

  return (pending) => {
    waiting.add(pending);
    pending.onAbandoned = () => {
      waiting.delete(pending);
      pending.reject(undefined);
    };
    clearTimeout(timer);
    if (waiting.size >= size) flush();
    else timer = setTimeout(flush, quietMs);
  };
}
