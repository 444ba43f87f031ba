import { ChatPictureError } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import {
  type DownloadedImage,
  type DownloadOptions,
  downloadImage,
} from '../../images/download/downloadImage.js';
import { ImageError } from '../../images/ImageError.js';

/** Each holds an image in memory while it is decoded. */
const CONCURRENCY = 16;
const MAX_QUEUED = 500;

/** Download queue with bounded concurrency and length. */
export class PictureDownloads {
  readonly #options: DownloadOptions;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });

  constructor(options: DownloadOptions) {
    this.#options = options;
  }

  /** @throws {ImageError}, or the signal's reason. */
  get(url: string, signal: AbortSignal): Promise<DownloadedImage> {
    if (this.#queue.size >= MAX_QUEUED) {
      return Promise.reject(
        new ImageError('busy', 'Too many pictures are waiting for their download. Try again in a moment.'),
      );
    }
    return this.#queue.add(() => downloadImage(url, { ...this.#options, signal }), { signal });
  }
}

/** The error of a download as the error of its chat. */
export function toPictureError(error: ImageError): ChatPictureError {
  const { message, retryable, status } = error;
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
      return new ChatPictureError('server-error', message, { retryable, status, cause: error });
    default:
      return new ChatPictureError('invalid-response', message, { cause: error });
  }
}
