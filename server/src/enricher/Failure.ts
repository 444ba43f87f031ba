import { ImageError } from '../images/ImageError.js';
import { toChatPictureError } from '../lib/toChatPictureError.js';
import { StoreError, type StoreErrorCode } from '../store/storage/StoreError.js';
import type { EnrichErrorCode } from './EnrichReport.js';

/** A failure of one chat, and its meaning for the run. */
export interface Failure {
  code: EnrichErrorCode;
  message: string;
  /** Whether the chat is tried again. */
  retryable: boolean;
  /** Whether every further chat would fail too: the run ends. */
  isFinal: boolean;
  /** Whether all chats wait, not only this one. */
  pauses: boolean;
  /** Whether only the image of this chat failed, so that it does not count as a failure of Wawp. */
  isOfImage: boolean;
  retryAfterMs?: number;
}

/** Store errors that may be over in a moment. All others need an operator. */
const TRANSIENT: ReadonlySet<StoreErrorCode> = new Set(['timeout', 'unreachable', 'failed']);

/** Wawp itself is limited or unreachable: every chat waits. */
const PAUSING: ReadonlySet<EnrichErrorCode> = new Set(['rate-limited', 'session-not-ready', 'network']);

/** Classifies a thrown value. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ImageError) {
    const { code, message, retryable } = thrown;
    return {
      code: `image-${code}`,
      message,
      retryable,
      isFinal: code === 'no-decoder',
      pauses: false,
      isOfImage: true,
    };
  }
  if (thrown instanceof StoreError) {
    const retryable = TRANSIENT.has(thrown.code);
    return {
      code: `store-${thrown.code}`,
      message: thrown.message,
      retryable,
      isFinal: !retryable,
      pauses: false,
      isOfImage: false,
    };
  }
  const { code, message, retryable, retryAfterMs } = toChatPictureError(thrown);
  return {
    code,
    message,
    retryable,
    isFinal: code === 'unauthorized' || (code === 'session-not-ready' && !retryable),
    pauses: PAUSING.has(code) || retryAfterMs !== undefined,
    isOfImage: false,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
