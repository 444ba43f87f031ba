import { freshUntil } from '../../store/freshUntil.js';
import type { PictureRecord } from '../../store/PictureRecord.js';

/**
 * Shorter than a day, so that a daily run requests every chat once, regardless of the minute at which it starts, of the 23 h of a
 * day in spring, and of how long it took to reach the chat the day before.
 */
const DUE_AFTER_MS = 20 * 60 * 60 * 1000;

/** Whether a run requests a chat with this record: its answer is from before the last 20 h, or is no longer fresh. */
export function isDue(record: PictureRecord, now: number): boolean {
  return Math.min(freshUntil(record, now), record.fetchedAt + DUE_AFTER_MS) <= now;
}
