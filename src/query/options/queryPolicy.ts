import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import { isSafeAnswer } from '../../chat/safePicture.js';
import { MAX_TIMEOUT } from '../../lib/withTimeout.js';
import { CHAT_PICTURE_STALE_TIME } from '../constants.js';

/** The parts of a TanStack `Query` that these rules read. */
export interface AskedQuery {
  state: { error: ChatPictureError | null; errorUpdatedAt: number };
}

interface AnsweredQuery {
  state: { data: ChatPicture | undefined; dataUpdatedAt: number };
}

/** A CDN that says a URL is alive for another minute may refuse it half a minute later: clocks differ. */
const EXPIRY_MARGIN = 5 * 60_000;

/** A URL that was dead on arrival comes from the server's own 24 h cache; asking at once would only get it again. */
const DEAD_ON_ARRIVAL_WAIT = 5 * 60_000;

const MAX_RETRIES = 2;
const RETRY_BASE = 1_000;
const RETRY_CAP = 30_000;

const RETRYABLE_ERROR_WAIT = 30_000;
const REDACTED_ERROR_WAIT = 1_000;
const FINAL_ERROR_WAIT = 5 * 60_000;

/**
 * 24 h, or until the URL expires, if that is sooner. In ms after `dataUpdatedAt`. An answer from the future, from a server with
 * a fast clock, is stale at once: it would stay fresh until this clock has caught up. So is an entry that is no answer, as of a damaged cache.
 */
export function pictureStaleTime({ state: { data, dataUpdatedAt } }: AnsweredQuery): number {
  if (!isSafeAnswer(data)) return 0;
  const ahead = dataUpdatedAt - Date.now();
  if (ahead > EXPIRY_MARGIN) return -ahead;
  if (data.status !== 'available' || !Number.isFinite(data.expiresAt)) return CHAT_PICTURE_STALE_TIME;
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

/** The pause after this error before a mount or a focus refetches, in ms. */
function pauseAfter({ code, retryable, retryAfterMs = 0 }: ChatPictureError): number {
  if (code === 'invalid-chat-id') return Infinity;
  return retryable ? Math.max(RETRYABLE_ERROR_WAIT, retryAfterMs) : FINAL_ERROR_WAIT;
}

function timeSince(time: number): number {
  const elapsed = Date.now() - time;
  // The clock was set back.
  return elapsed < 0 ? Infinity : elapsed;
}

/** The rest of the pause after the query's error, in ms. 0 without an error, or when the pause is over. */
export function pauseLeft({ state: { error, errorUpdatedAt } }: AskedQuery): number {
  // No clock is read without an error, as in `useEnabledSince`. A redacted one has no code.
  if (!error?.code) return 0;
  const pause = pauseAfter(error);
  return pause === Infinity ? pause : Math.max(0, pause - timeSince(errorUpdatedAt));
}

/**
 * Circuit breaker. Whether a mount or a focus may refetch after an error: scrolling a list up and down over a failing server
 * would otherwise send a request for every row that comes back into view.
 */
export function shouldRefetch(query: AskedQuery): boolean {
  return pauseLeft(query) === 0;
}

/**
 * The browser asks for itself after a prefetch that failed on a server which had sent it as a promise: React and TanStack Query redact the
 * error, so that it has no code. An error of a source always has one, which ends the interval. In ms.
 */
export function refetchInterval({ state: { error } }: AskedQuery): number | false {
  return error && !error.code ? REDACTED_ERROR_WAIT : false;
}

/**
 * Whether a query that was enabled at `since` stays enabled. TanStack Query does not read `retryOnMount` when a query becomes
 * enabled later, as the query of a lazy avatar does, and older versions take no function. A query that failed a moment before
 * therefore stays disabled for the rest of its pause. A query that fails afterwards stays enabled, so that a Retry button of the
 * page can refetch it.
 */
export function isEnabledSince(since: number, query: AskedQuery): boolean {
  return query.state.errorUpdatedAt >= since || shouldRefetch(query);
}

/**
 * Reconnecting ends the pause after any error: an offline page also fails with codes other than `network`, for example when
 * `headers()` cannot renew a token. `Retry-After` still applies.
 */
export function shouldRefetchOnReconnect({
  state: { error, errorUpdatedAt },
}: Pick<AskedQuery, 'state'>): boolean {
  if (!error) return true;
  return error.code !== 'invalid-chat-id' && timeSince(errorUpdatedAt) >= (error.retryAfterMs ?? 0);
}

/**
 * With `suspense` or `throwOnError`, TanStack Query itself waits until the error boundary is reset ("Try again"), and must
 * then refetch: otherwise it would render the component without data.
 */
export function shouldRetryOnMount(query: AskedQuery & { options: object }): boolean {
  const { suspense, throwOnError }: { suspense?: unknown; throwOnError?: unknown } = query.options;
  return Boolean(suspense || throwOnError) || shouldRefetch(query);
}
