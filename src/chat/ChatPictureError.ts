import type { ChatPicture } from './ChatPicture.js';

/** Why there is no answer about a picture. "No picture" is an answer, and never an error. */
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
  /** Whether asking again may help. By default, so say `rate-limited`, `timeout`, `network` and `server-error`. */
  retryable?: boolean | undefined;
  /** How long to wait before asking again, in ms, when the server said so (`Retry-After`, RFC 9110 §10.2.3). */
  retryAfterMs?: number | undefined;
  /** The HTTP status that came back, if one did. */
  status?: number | undefined;
  /** Of a refresh that was not sent, because the chat was refreshed a moment ago: the picture that is held. */
  picture?: ChatPicture | undefined;
  cause?: unknown;
}

const RETRYABLE: ReadonlySet<ChatPictureErrorCode> = new Set([
  'rate-limited',
  'timeout',
  'network',
  'server-error',
]);

const BRAND = Symbol.for('chat-avatar.ChatPictureError');

/** The error of sources, the gateway and the hook. Its message says what happened and what to do. */
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
    if (this !== ChatPictureError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  constructor(code: ChatPictureErrorCode, message: string, options: ChatPictureErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.status !== undefined) this.status = options.status;
    if (options.picture !== undefined) this.picture = options.picture;
  }

  /** What may leave the process: on the wire, in a log, in a persisted cache. Without the cause and the stack. */
  toJSON() {
    const { name, code, message, retryable, retryAfterMs, status, picture } = this;
    return { name, code, message, retryable, retryAfterMs, status, picture };
  }
}

/**
 * Anything that was thrown, as a `ChatPictureError`. What does not say that it is retryable is not, and a foreign
 * error's text and fields are left behind: nobody knows what they hold.
 */
export function toChatPictureError(thrown: unknown): ChatPictureError {
  if (thrown instanceof ChatPictureError) return thrown;
  return new ChatPictureError(
    'server-error',
    'The picture source failed in a way that it did not explain. A source should throw ChatPictureError.',
    { retryable: false, cause: thrown },
  );
}
