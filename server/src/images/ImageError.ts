/** Why an image was rejected. */
export type ImageErrorCode =
  /** The URL's scheme or port is not allowed, or it contains a user name. */
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
  /** The machine has no memory for the decoder, or has ended its process. The picture is not at fault. */
  | 'decoder-ended'
  /**
   * Too many images wait for their download, a decoder or a resize, or the machine has no CPU time for them. The image is not at fault. Try
   * again in a moment.
   */
  | 'busy';

/** The next step after a picture that is no profile picture of WhatsApp. It ends the sentence, or an "or" follows. */
export const CHECK_SOURCE =
  'A profile picture of WhatsApp has 640 × 640 px and about 100 kB: check what the source returns for this chat';

const RETRYABLE: ReadonlySet<ImageErrorCode> = new Set(['timeout', 'network', 'decoder-ended', 'busy']);

export interface ImageErrorOptions extends ErrorOptions {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * The only error of this folder. Its message never contains the query of a URL: WhatsApp's CDN puts its signature there, and
 * the signature grants access to the picture.
 */
export class ImageError extends Error {
  readonly code: ImageErrorCode;
  /** The HTTP status, if the code is `http-error`. A CDN answers 403, 404 or 410 for a URL that has expired. */
  readonly status?: number;
  /** `Retry-After` of the response, in ms. */
  readonly retryAfterMs?: number;

  static {
    ImageError.prototype.name = 'ImageError';
  }

  constructor(
    code: ImageErrorCode,
    message: string,
    { status, retryAfterMs, cause }: ImageErrorOptions = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (status !== undefined) this.status = status;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same URL may return an image later. `false` if the URL or its content is at fault. */
  get retryable(): boolean {
    if (this.code === 'http-error') return this.status === 429 || (this.status ?? 0) >= 500;
    return RETRYABLE.has(this.code);
  }

  /** Whether no picture can be decoded, until an operator changes the machine or its set-up. */
  get isFaultOfMachine(): boolean {
    return this.code === 'no-decoder' || this.code === 'decoder-ended';
  }

  /** Whether the CDN refuses this URL for good, such as an expired one. The next answer of the source has another URL. */
  get isDead(): boolean {
    return this.code === 'http-error' && !this.retryable;
  }
}
