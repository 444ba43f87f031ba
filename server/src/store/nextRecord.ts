import { createHash } from 'node:crypto';
import type { ChatPicture } from 'chat-avatar/wawp';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import type { PictureRecord, StoredImage } from './PictureRecord.js';

/** An answer of the source, with its image already described. */
export type PictureAnswer =
  | { status: 'available'; image: StoredImage; asOf?: number }
  | Extract<ChatPicture, { status: 'none' | 'restricted' }>;

export interface NextRecordOptions {
  /** In ms since the epoch. */
  now: number;
  /** The chat's name. By default, that of the previous record. */
  name?: string;
  /** Pins the image of this answer: it stays visible when its owner hides it. By default, as in the previous record. */
  keep?: true;
}

/** How long an answer is fresh, in ms: as long as Wawp caches it. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * Reducer: the record that follows from the previous one and an answer. The gateway and the enricher both use it, so that
 * each preserves the other's fields: `firstSeen`, `lastSeen`, `hiddenSince` and `keep`.
 *
 * Privacy: an answer without a picture keeps the stored image only if it is pinned, which only the enricher does, and only
 * while the picture is visible. A new picture is not pinned because an earlier one was.
 */
export function nextRecord(
  previous: PictureRecord | undefined,
  answer: PictureAnswer,
  { now, name = previous?.name, keep }: NextRecordOptions,
): PictureRecord {
  const fields = {
    v: 1,
    ...(name !== undefined && { name }),
    fetchedAt: now,
    askAgainAt: now + DAY,
  } as const;

  if (answer.status === 'available') {
    const { image, asOf } = answer;
    const isSame = previous?.image?.hash === image.hash;
    const pinned = keep ?? (isSame ? previous.keep : undefined);
    const firstSeen = (isSame ? previous.firstSeen : undefined) ?? now;
    return {
      ...fields,
      status: 'available',
      image,
      ...(asOf !== undefined && { asOf }),
      ...(pinned && { keep: pinned }),
      firstSeen,
      lastSeen: now,
    };
  }
  const kept =
    previous?.keep && previous.image
      ? {
          keep: true as const,
          image: previous.image,
          ...(previous.firstSeen !== undefined && { firstSeen: previous.firstSeen }),
          ...(previous.lastSeen !== undefined && { lastSeen: previous.lastSeen }),
          hiddenSince: previous.hiddenSince ?? now,
        }
      : {};
  if (answer.status === 'restricted') return { ...fields, status: 'restricted', ...kept };
  return { ...fields, status: 'none', reason: answer.reason, ...kept };
}

/** Describes an image for a record: the hash and size of its bytes, and its URL without the signature. */
export function describeImage(
  bytes: Uint8Array,
  image: { contentType: string; width: number; height: number },
  url?: string,
): StoredImage {
  const { contentType, width, height } = image;
  // A data: URL contains the bytes, which are stored once already.
  const source = url === undefined || url.startsWith('data:') ? undefined : pictureIdentity(url);
  return {
    hash: hashOf(bytes),
    contentType,
    width,
    height,
    bytes: bytes.byteLength,
    ...(source !== undefined && { source }),
  };
}

/** SHA-256, hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
