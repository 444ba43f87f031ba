import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureRecord, StoredImage } from '../store/PictureRecord.js';
import type { ImageUrls } from './ImageUrls.js';
import type { KnownPicture } from './KnownPicture.js';

/**
 * A picture as it is answered. `stale`: it is older than a day, and WhatsApp could not be asked. `hiddenSince`, in ms since
 * the epoch: its owner has hidden it, and the enricher had stored it before.
 */
export type PresentedPicture = ChatPicture & { stale?: true; hiddenSince?: number };

export type Present = (known: KnownPicture) => Promise<PresentedPicture>;

/** How soon browsers should ask again about a picture that is old, in ms. */
const STALE_FOR = 10 * 60 * 1000;

/** Turns what is known into an answer with URLs of our own. */
export function presenter(urls: ImageUrls, now: () => number): Present {
  return async ({ record, stale }) => {
    const old = stale && { stale };
    const image = shownImage(record);
    if (image === undefined) return { ...answerOf(record), ...old };
    const { url, srcSet, expiresAt } = await urls.of(image);
    const { hiddenSince } = record;
    return {
      status: 'available',
      url,
      srcSet,
      // The URL itself lives on; browsers know by this when to ask for a newer one.
      expiresAt: stale ? Math.min(expiresAt, now() + STALE_FOR) : expiresAt,
      asOf: record.asOf ?? record.lastSeen ?? record.fetchedAt,
      ...(hiddenSince !== undefined && { hiddenSince }),
      ...old,
    };
  };
}

/** The face of the source's last answer, or the one that was stored to stay. */
function shownImage({ status, image, keep }: PictureRecord): StoredImage | undefined {
  return status === 'available' || keep ? image : undefined;
}

function answerOf(record: PictureRecord): ChatPicture {
  if (record.status === 'restricted') return { status: 'restricted' };
  return { status: 'none', reason: record.status === 'none' ? record.reason : 'empty' };
}

/** Whether WhatsApp gave no picture, and the one that was stored to stay is shown all the same. */
export function isKept({ status, image, keep }: PictureRecord): boolean {
  return status !== 'available' && keep === true && image !== undefined;
}
