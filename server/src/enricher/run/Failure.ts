import { ImageError } from '../../images/ImageError.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { StoreError, type StoreErrorCode } from '../../store/storage/StoreError.js';
import type { EnrichErrorCode, EnrichedChat } from '../EnrichReport.js';

/** The services that a chat needs: the Wawp API, the hosts of the pictures, the picture store. */
export type Service = 'wawp' | 'images' | 'store';

/** A failure of one chat, and its meaning for the run. */
export interface Failure {
  code: EnrichErrorCode;
  message: string;
  /** The service that failed. */
  service: Service;
  /** Whether the chat is tried again. */
  retryable: boolean;
  /** Whether every further chat would fail too: the run ends. */
  isFinal: boolean;
  /** Whether one such failure is enough for all chats to wait. */
  pauses: boolean;
  retryAfterMs?: number;
}

/** Store errors that may be over in a moment. All others need an operator. */
const TRANSIENT: ReadonlySet<StoreErrorCode> = new Set(['timeout', 'busy', 'unreachable', 'failed']);

/** Wawp itself is limited or unreachable: every chat waits. */
const PAUSING: ReadonlySet<EnrichErrorCode> = new Set(['rate-limited', 'session-not-ready', 'network']);

/** Classifies a thrown value. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ImageError) {
    const { code, message, retryable, retryAfterMs } = thrown;
    return {
      code: `image-${code}`,
      message,
      service: 'images',
      retryable,
      isFinal: code === 'no-decoder',
      pauses: false,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  if (thrown instanceof StoreError) {
    const { code, message } = thrown;
    const retryable = TRANSIENT.has(code);
    return {
      code: `store-${code}`,
      message,
      service: 'store',
      retryable,
      isFinal: !retryable,
      pauses: code === 'unreachable',
    };
  }
  const { code, message, retryable, retryAfterMs } = toChatPictureError(thrown);
  return {
    code,
    message,
    service: 'wawp',
    retryable,
    isFinal: code === 'unauthorized' || (code === 'session-not-ready' && !retryable),
    pauses: PAUSING.has(code) || retryAfterMs !== undefined,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The result of a chat that failed. Without a failure, another process held the chat until the run stopped. */
export function failed(failure: Failure | undefined): Omit<EnrichedChat, 'chatId' | 'asked'> {
  if (failure === undefined) return { outcome: 'not-tried' };
  const { code, message } = failure;
  return { outcome: 'failed', code, message };
}
