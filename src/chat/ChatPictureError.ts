import type { ChatPicture } from './ChatPicture.js';

/** The reason for a missing answer. "No picture" is an answer, not an error. */
export type ChatPictureErrorCode =
  | 'invalid-chat-id'
  | 'unauthorized'
  | 'session-not-ready'
  | 'rate-limited'
  | 'timeout'
  | 'network'
  | 'server-error'
  | 'invalid-response';

export interface ChatPictureErrorOptions {
  /** Whether a retry may succeed. @default true for `rate-limited`, `timeout`, `network` and `server-error` */
  retryable?: boolean | undefined;
  /** The delay before a retry, in ms, if the server sent one (`Retry-After`, RFC 9110 §10.2.3). */
  retryAfterMs?: number | undefined;
  /** The HTTP status of the response, if there was one. */
  status?: number | undefined;
  /** The held picture, when a refresh was not sent because of the cool-down. */
  picture?: ChatPicture | undefined;
  cause?: unknown;
}

/** Every code, and whether a retry may succeed. */
const RETRYABLE: Record<ChatPictureErrorCode, boolean> = {
  'invalid-chat-id': false,
  unauthorized: false,
  'session-not-ready': false,
  'rate-limited': true,
  timeout: true,
  network: true,
  'server-error': true,
  'invalid-response': false,
};

const BRAND = Symbol.for('chat-avatar.ChatPictureError');

/** The error of sources, the gateway and the hook. Its message describes the failure, and outside production bundles the remedy. */
export class ChatPictureError extends Error {
  readonly code: ChatPictureErrorCode;
  readonly retryable: boolean;
  declare readonly retryAfterMs?: number;
  declare readonly status?: number;
  declare readonly picture?: ChatPicture;

  static {
    // On the prototype, so that it is not listed among the fields of every error.
    ChatPictureError.prototype.name = 'ChatPictureError';
    Object.defineProperty(ChatPictureError.prototype, BRAND, { value: true });
  }

  /** Also recognises the errors of another copy of this module: a program may load both formats, or two versions. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this method, and are told apart as usual.
    if (this !== ChatPictureError) return super[Symbol.hasInstance](value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  constructor(
    code: ChatPictureErrorCode,
    message: string,
    { cause, retryable = RETRYABLE[code], retryAfterMs, status, picture }: ChatPictureErrorOptions = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    if (status !== undefined) this.status = status;
    if (picture !== undefined) this.picture = picture;
  }

  /** The serialised form for the wire, logs and persisted caches, without cause and stack. */
  toJSON() {
    const { name, code, message, retryable, retryAfterMs, status, picture } = this;
    return { name, code, message, retryable, retryAfterMs, status, picture };
  }
}

export function isChatPictureErrorCode(code: unknown): code is ChatPictureErrorCode {
  return typeof code === 'string' && Object.hasOwn(RETRYABLE, code);
}

/**
 * Wraps an unknown error as a non-retryable `server-error`. Its message and fields are dropped, because they may contain
 * secrets; the error itself stays as `cause`.
 */
export function toChatPictureError(thrown: unknown): ChatPictureError {
  if (thrown instanceof ChatPictureError) return thrown;
  let message = 'The picture source failed.';
  if (process.env.NODE_ENV !== 'production')
    message += ' A source should throw a ChatPictureError, which says why.';
  return new ChatPictureError('server-error', message, { retryable: false, cause: thrown });
}
