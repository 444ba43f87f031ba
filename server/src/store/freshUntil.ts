import type { PictureRecord } from './PictureRecord.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/**
 * Freshness lifetime (RFC 9111 §4.2): the time until which a record is fresh, in ms since the epoch. 0 without a record. Shared
 * by the gateway and the enricher. At most 24 h after the answer. A record from more than an hour in the future is stale,
 * because it was written with a wrong clock.
 */
export function freshUntil(record: PictureRecord | undefined, now: number): number {
  if (record === undefined || record.fetchedAt > now + HOUR) return 0;
  return Math.min(record.askAgainAt, record.fetchedAt + DAY);
}

export function isFresh(record: PictureRecord | undefined, now: number): boolean {
  return freshUntil(record, now) > now;
}
