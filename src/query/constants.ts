/**
 * How long an answer about a picture stays fresh, in ms: 24 h, the time for which Wawp itself keeps its answers
 * (Wawp's picture page). Asking sooner would only read the same server cache again.
 */
export const CHAT_PICTURE_STALE_TIME = 24 * 60 * 60 * 1000;

/**
 * How long an entry without an observer stays in the cache, in ms: no shorter than it is fresh. On a server a timer of 24 h
 * would keep the process, and the cache of each request, alive for a day.
 */
export const PICTURE_GC_TIME =
  typeof window === 'undefined' ? Number.POSITIVE_INFINITY : CHAT_PICTURE_STALE_TIME;

/** How long `refresh()` waits before it asks WhatsApp about the same chat again, in ms. */
export const REFRESH_COOLDOWN = 60_000;
