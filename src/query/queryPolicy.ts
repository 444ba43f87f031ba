import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import { CHAT_PICTURE_STALE_TIME } from './constants.js';

/** What these rules need to know of a TanStack `Query`. */
interface AskedQuery {
  state: {
    data: ChatPicture | undefined;
    dataUpdatedAt: number;
    error: ChatPictureError | null;
    errorUpdatedAt: number;
  };
}

/** A CDN that says a URL is alive for another minute may refuse it half a minute later: clocks differ. */
const EXPIRY_MARGIN = 5 * 60_000;

/** A URL that was dead on arrival comes from the server's own 24 h cache; asking at once would only get it again. */
const DEAD_ON_ARRIVAL_WAIT = 5 * 60_000;

const MAX_RETRIES = 2;
const RETRY_BASE = 1_000;
const RETRY_CAP = 30_000;

/** A longer `setTimeout` fires at once, in browsers and in Node. */
export const MAX_TIMEOUT = 2 ** 31 - 1;

const RETRYABLE_ERROR_WAIT = 30_000;
const FINAL_ERROR_WAIT = 5 * 60_000;

/** 24 h, or until the URL dies, if that is sooner. */
export function pictureStaleTime({ state: { data, dataUpdatedAt } }: AskedQuery): number {
  if (data?.status !== 'available' || !Number.isFinite(data.expiresAt)) return CHAT_PICTURE_STALE_TIME;
  const life = Number(data.expiresAt) - dataUpdatedAt;
  if (life <= 0) return DEAD_ON_ARRIVAL_WAIT;
  const safeLife = life > EXPIRY_MARGIN ? life - EXPIRY_MARGIN : life;
  return Math.min(safeLife, CHAT_PICTURE_STALE_TIME);
}

export function shouldRetry(failureCount: number, error: ChatPictureError): boolean {
  return error.retryable && failureCount < MAX_RETRIES;
}

/** Exponential, and never before the server's own `Retry-After`. In ms. */
export function retryDelay(failureCount: number, error: ChatPictureError): number {
  const backOff = Math.min(RETRY_BASE * 2 ** failureCount, RETRY_CAP);
  return Math.min(Math.max(backOff, error.retryAfterMs ?? 0), MAX_TIMEOUT);
}

/**
 * Whether a mount, a focus or a reconnect may ask again after an error. A list that is scrolled up and down over a
 * failing server would otherwise ask anew for every row that comes back into view.
 */
export function shouldRefetch({ state: { error, errorUpdatedAt } }: AskedQuery): boolean {
  if (error === null) return true;
  if (error.code === 'invalid-chat-id') return false;
  const wait = error.retryable ? Math.max(RETRYABLE_ERROR_WAIT, error.retryAfterMs ?? 0) : FINAL_ERROR_WAIT;
  return Date.now() - errorUpdatedAt >= wait;
}

/** A connection that is back mends what failed for want of one. */
export function shouldRefetchOnReconnect(query: AskedQuery): boolean {
  return query.state.error?.code === 'network' || shouldRefetch(query);
}
