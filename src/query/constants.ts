import { ON_SERVER } from '../lib/onServer.js';

/**
 * How long an answer about a picture stays fresh, in ms: 24 h, the lifetime of Wawp's own server cache (Wawp's picture page). A
 * request before that would read the same cached answer.
 */
export const CHAT_PICTURE_STALE_TIME = 24 * 60 * 60 * 1000;

/**
 * How long an entry without an observer stays in the cache, in ms: at least as long as it is fresh. Infinite on a server, where
 * a timer of 24 h would keep the process, and the cache of each request, alive for a day.
 */
export const PICTURE_GC_TIME = ON_SERVER ? Infinity : CHAT_PICTURE_STALE_TIME;

/** How long `refresh()` waits before it asks WhatsApp about the same chat again, in ms. */
export const REFRESH_COOLDOWN = 60_000;
