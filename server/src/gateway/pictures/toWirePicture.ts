import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureRecord, StoredImage } from '../../store/PictureRecord.js';
import type { ImageUrls, ShownImage } from '../images/ImageUrls.js';
import type { KnownPicture } from './KnownPicture.js';

/**
 * A picture in the gateway's JSON. `stale`: it is older than a day and the source failed. `hiddenSince`: when its owner hid
 * it after the enricher had pinned it, in ms since the epoch.
 */
export type WirePicture = ChatPicture & { stale?: true; hiddenSince?: number };

export type ToWirePicture = (known: KnownPicture) => Promise<WirePicture>;

/** How soon browsers ask again about a stale picture, in ms. */
const STALE_FOR = 10 * 60 * 1000;

/** The part of a record that browsers see, before its URLs are signed. The wire format is made of nothing else. */
export type ShownPicture =
  | { status: 'available'; image: ShownImage; asOf: number; hiddenSince?: number }
  | Extract<ChatPicture, { status: 'none' | 'restricted' }>;

export function shownPicture(record: PictureRecord): ShownPicture {
  const image = shownImage(record);
  if (image) {
    const { hash, width, height } = image;
    const { hiddenSince, asOf = record.lastSeen ?? record.fetchedAt } = record;
    return {
      status: 'available',
      image: { hash, width, height },
      asOf,
      ...(hiddenSince !== undefined && { hiddenSince }),
    };
  }
  if (record.status === 'restricted') return { status: 'restricted' };
  return { status: 'none', reason: record.status === 'none' ? record.reason : 'empty' };
}

/** The record as the wire format, with signed URLs of the gateway in place of the CDN's. */
export async function toWirePicture(
  { record, stale }: KnownPicture,
  urls: ImageUrls,
  now: () => number,
): Promise<WirePicture> {
  const shown = shownPicture(record);
  const old = stale && { stale };
  if (shown.status !== 'available') return { ...shown, ...old };
  const { image, status, ...fields } = shown;
  const { url, srcSet, expiresAt } = await urls.of(image);
  return {
    status,
    url,
    srcSet,
    // The URL of a stale picture still works. An earlier expiry makes browsers ask again soon.
    expiresAt: stale ? Math.min(expiresAt, now() + STALE_FOR) : expiresAt,
    ...fields,
    ...old,
  };
}

/** The image of the source's last answer, or the pinned one. */
function shownImage({ status, image, keep }: PictureRecord): StoredImage | undefined {
  return status === 'available' || keep ? image : undefined;
}

/** Whether the source has no picture now and the gateway serves the pinned one instead. */
export function showsPinnedFace({ status, image, keep }: PictureRecord): boolean {
  return status !== 'available' && keep === true && image !== undefined;
}
