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
  cause?: unknown;
}

const RETRYABLE: ReadonlySet<ChatPictureErrorCode> = new Set([
  'rate-limited',
  'timeout',
  'network',
  'server-error',
]);

/** The one error that a source, the gateway and the hook speak of. Its message says what happened and what to do. */
export class ChatPictureError extends Error {
  readonly code: ChatPictureErrorCode;
  readonly retryable: boolean;
  declare readonly retryAfterMs?: number;
  declare readonly status?: number;

  static {
    // On the prototype, so that it is not listed among the fields of every error.
    ChatPictureError.prototype.name = 'ChatPictureError';
  }

  constructor(code: ChatPictureErrorCode, message: string, options: ChatPictureErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.status !== undefined) this.status = options.status;
  }

  /** What may travel: over the wire, into a log, into a persisted cache. The cause and the stack stay at home. */
  toJSON() {
    const { name, code, message, retryable, retryAfterMs, status } = this;
    return { name, code, message, retryable, retryAfterMs, status };
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
