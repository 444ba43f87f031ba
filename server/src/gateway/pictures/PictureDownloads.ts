import { ChatPictureError } from 'chat-avatar/wawp';
import {
  type DownloadedImage,
  type DownloadOptions,
  downloadImage,
} from '../../images/download/downloadImage.js';
import { ImageError } from '../../images/ImageError.js';
import { BoundedQueue } from '../../lib/async/BoundedQueue.js';

/** Each holds an image in memory while it is decoded. */
const CONCURRENCY = 16;
const MAX_QUEUED = 500;

/** The longest wait in the queue, in ms. The answer of the source stays, so that the next question needs the download alone. */
export const MAX_DOWNLOAD_WAIT_MS = 20_000;

/** Refreshes have places of their own, because a person waits. Number, and the longest wait for one, in ms. */
const REFRESH_CONCURRENCY = 4;
const MAX_REFRESH_WAIT_MS = 5_000;

/** Bulkhead. Downloads pictures in two queues, each with a limit of places, of length and of time. */
export class PictureDownloads {
  readonly #options: DownloadOptions;
  readonly #ordinary = queueOf(CONCURRENCY, MAX_DOWNLOAD_WAIT_MS);
  readonly #refreshes = queueOf(REFRESH_CONCURRENCY, MAX_REFRESH_WAIT_MS);

  constructor(options: DownloadOptions) {
    this.#options = options;
  }

  /** @throws {ImageError}, or the signal's reason. */
  get(url: string, { refresh, signal }: { refresh: boolean; signal: AbortSignal }): Promise<DownloadedImage> {
    const queue = refresh ? this.#refreshes : this.#ordinary;
    return queue.add(() => downloadImage(url, { ...this.#options, signal }));
  }
}

function queueOf(concurrency: number, maxWaitMs: number): BoundedQueue {
  const refusal = () =>
    new ImageError('busy', 'Too many pictures are waiting for their download. Try again in a moment.');
  return new BoundedQueue({ concurrency, maxWaiting: MAX_QUEUED, maxWaitMs, refusal });
}

/** The error of a download as the error of its chat. */
export function toPictureError(error: ImageError): ChatPictureError {
  const { message, retryable, status, retryAfterMs } = error;
  switch (error.code) {
    case 'timeout':
    case 'network':
      return new ChatPictureError(error.code, message, { cause: error });
    case 'busy':
      return new ChatPictureError('rate-limited', message, { retryAfterMs: 1_000, cause: error });
    case 'no-decoder':
    case 'decoder-ended':
      return new ChatPictureError('server-error', message, { retryable, cause: error });
    case 'http-error':
      return new ChatPictureError('server-error', message, { retryable, status, retryAfterMs, cause: error });
    default:
      return new ChatPictureError('invalid-response', message, { cause: error });
  }
}
