import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { stopDecoders } from './decoder/decoders.js';

const cores = availableParallelism();

/**
 * Bounded concurrency. Decoding and resizing share one queue for the process, so that at most one image for each core is
 * decoded in memory, and a thread of libuv stays free for files and DNS.
 */
export const imageWork = new PQueue({ concurrency: Math.max(1, Math.min(cores, 3)) });

/** Bulkhead. The same for the pictures that a decoder process decodes: a slow one holds back no ordinary picture. */
export const processWork = new PQueue({ concurrency: Math.max(1, Math.min(Math.floor(cores / 2), 3)) });

/** For the end of the process: what waits does not start, and decoder processes end. */
export function stopImageWork(): void {
  for (const queue of [imageWork, processWork]) {
    queue.pause();
    queue.clear();
  }
  stopDecoders();
}
