import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureRecord, StoredImage } from '../../store/PictureRecord.js';
import type { ImageUrls } from '../images/ImageUrls.js';
import type { KnownPicture } from './KnownPicture.js';

/**
 * A picture in the gateway's JSON. `stale`: it is older than a day and the source failed. `hiddenSince`: when its owner hid
 * it after the enricher had pinned it, in ms since the epoch.
 */
export type WirePicture = ChatPicture & { stale?: true; hiddenSince?: number };

export type ToWirePicture = (known: KnownPicture) => Promise<WirePicture>;

/** How soon browsers ask again about a stale picture, in ms. */
const STALE_FOR = 10 * 60 * 1000;

/** The record as the wire format, with signed URLs of the gateway in place of the CDN's. */
export async function toWirePicture(
  { record, stale }: KnownPicture,
  urls: ImageUrls,
  now: () => number,
): Promise<WirePicture> {
  const old = stale && { stale };
  const image = shownImage(record);
  if (image === undefined) return { ...answerOf(record), ...old };
  const { url, srcSet, expiresAt } = await urls.of(image);
  const { hiddenSince } = record;
  return {
    status: 'available',
    url,
    srcSet,
    // The URL of a stale picture still works. An earlier expiry makes browsers ask again soon.
    expiresAt: stale ? Math.min(expiresAt, now() + STALE_FOR) : expiresAt,
    asOf: record.asOf ?? record.lastSeen ?? record.fetchedAt,
    ...(hiddenSince !== undefined && { hiddenSince }),
    ...old,
  };
}

/** The image of the source's last answer, or the pinned one. */
function shownImage({ status, image, keep }: PictureRecord): StoredImage | undefined {
  return status === 'available' || keep ? image : undefined;
}

function answerOf(record: PictureRecord): ChatPicture {
  if (record.status === 'restricted') return { status: 'restricted' };
  return { status: 'none', reason: record.status === 'none' ? record.reason : 'empty' };
}

/** Whether the source has no picture now and the gateway serves the pinned one instead. */
export function showsPinnedFace({ status, image, keep }: PictureRecord): boolean {
  return status !== 'available' && keep === true && image !== undefined;
}
