import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { stopDecoders } from './decoder/decoders.js';

/**
 * Bounded concurrency. Decoding and resizing share one queue for the process, so that at most one image for each core is
 * decoded in memory, and a thread of libuv stays free for files and DNS.
 */
export const imageWork = new PQueue({ concurrency: Math.max(1, Math.min(availableParallelism(), 3)) });

/** For the end of the process: what waits does not start, and decoder processes end. */
export function stopImageWork(): void {
  imageWork.pause();
  imageWork.clear();
  stopDecoders();
}
