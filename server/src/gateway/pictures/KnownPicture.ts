import type { PictureRecord } from '../../store/PictureRecord.js';

/** A stored record, with the circumstances of this answer. */
export interface KnownPicture {
  record: PictureRecord;
  /** The record is older than its freshness lifetime, and the source failed. */
  stale?: true;
  /** The refresh found no picture, and the stored one stays. */
  kept?: true;
}
