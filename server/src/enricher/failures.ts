import { ImageError } from '../images/ImageError.js';
import { toChatPictureError } from '../lib/toChatPictureError.js';
import { StoreError, type StoreErrorCode } from '../store/StoreError.js';
import type { EnrichErrorCode } from './EnrichReport.js';

/** What a failure means for the run. */
export interface Failure {
  code: EnrichErrorCode;
  message: string;
  /** Whether this chat is worth another try. */
  retryable: boolean;
  /** Whether every further chat would fail too: nothing more is asked. */
  isFinal: boolean;
  /** Whether all have to wait, not only this chat. */
  pauses: boolean;
  /** Whether it speaks of one chat's image, and of nothing else. */
  isOfImage: boolean;
  retryAfterMs?: number;
}

/** A store that hiccups may be well a moment later; of the others, a person has to do something. */
const PASSING: ReadonlySet<StoreErrorCode> = new Set(['timeout', 'unreachable', 'failed']);

const WAITS: ReadonlySet<EnrichErrorCode> = new Set(['rate-limited', 'session-not-ready', 'network']);

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
    const retryable = PASSING.has(thrown.code);
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
    pauses: WAITS.has(code) || retryAfterMs !== undefined,
    isOfImage: false,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const LONGEST_BACK_OFF_MS = 60_000;

/** How long to wait after so many failures, in ms: spread, so that many do not come back in step; never before `Retry-After`. */
export function backOff(baseMs: number, failures: number, retryAfterMs = 0): number {
  const waitMs = Math.min(baseMs * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
  return Math.max(waitMs * (0.75 + Math.random() / 2), retryAfterMs + Math.random() * Math.min(baseMs, 250));
}
