import type { PictureRecord } from './PictureRecord.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/**
 * From when on a chat may be asked for again, in ms since the epoch: the one rule of the gateway and the enricher. No answer
 * stands for longer than a day, whatever a record says; one from the future is of a clock that was wrong.
 */
export function dueAt(record: PictureRecord | undefined, now: number): number {
  if (record === undefined || record.fetchedAt > now + HOUR) return 0;
  return Math.min(record.askAgainAt, record.fetchedAt + DAY);
}
