import type { PictureRecord } from '../../store/PictureRecord.js';

/** What is known of a chat's picture. */
export interface KnownPicture {
  record: PictureRecord;
  /** It is older than it should be, for nobody could be asked. */
  stale?: true;
  /** The refresh came back without a picture, and the one that was held stays. */
  kept?: true;
}
