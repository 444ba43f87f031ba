/** Why an image was not taken. */
export type ImageErrorCode =
  /** The URL is not one that is fetched: its scheme, its port, or a user name in it. */
  | 'url-not-allowed'
  | 'host-not-allowed'
  | 'address-not-allowed'
  | 'too-large'
  | 'too-many-redirects'
  | 'timeout'
  | 'not-an-image'
  | 'http-error'
  | 'network'
  /** sharp cannot be loaded: no image can be decoded or resized. */
  | 'no-decoder'
  /** Too many images wait to be resized; ask again in a moment. */
  | 'busy';

/**
 * The one error of this folder. Its message never holds the query of a URL: WhatsApp's CDN signs its URLs there, and
 * whoever holds the signature holds the picture.
 */
export class ImageError extends Error {
  readonly code: ImageErrorCode;
  /** The HTTP status, when the code is `http-error`. 403, 404 and 410 are how a CDN says that a URL has died. */
  readonly status?: number;

  static {
    ImageError.prototype.name = 'ImageError';
  }

  constructor(code: ImageErrorCode, message: string, status?: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (status !== undefined) this.status = status;
  }

  /** Whether the same URL may give an image later: not when the URL or what it holds is at fault. */
  get retryable(): boolean {
    if (this.code === 'http-error') return this.status === 429 || (this.status ?? 0) >= 500;
    return this.code === 'timeout' || this.code === 'network' || this.code === 'busy';
  }
}
