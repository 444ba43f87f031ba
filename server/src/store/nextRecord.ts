import { createHash } from 'node:crypto';
import type { ChatPicture } from 'chat-avatar/wawp';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import type { PictureRecord, StoredImage } from './PictureRecord.js';

/** What is learnt from one answer of the source. */
export type PictureAnswer =
  | { status: 'available'; image: StoredImage; asOf?: number }
  | Extract<ChatPicture, { status: 'none' | 'restricted' }>;

export interface NextRecordOptions {
  /** In ms since the epoch. */
  now: number;
  /** The chat's name, if it is known; otherwise the one on record stays. */
  name?: string;
  /** Whether the face is to stay when its owner hides it; otherwise as it is on record. */
  keep?: true;
}

/** How long an answer stands, in ms: as long as Wawp keeps it. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * The record after an answer. The gateway and the enricher both write it with this, so that neither undoes what the other
 * knows: when a face was first and last seen, and since when it is hidden.
 */
export function nextRecord(
  previous: PictureRecord | undefined,
  answer: PictureAnswer,
  { now, name = previous?.name, keep = previous?.keep }: NextRecordOptions,
): PictureRecord {
  const fields = {
    v: 1,
    ...(name !== undefined && { name }),
    fetchedAt: now,
    askAgainAt: now + DAY,
    ...(keep && { keep }),
  } as const;

  if (answer.status === 'available') {
    const { image, asOf } = answer;
    const isSame = previous?.image?.hash === image.hash;
    const firstSeen = (isSame ? previous.firstSeen : undefined) ?? now;
    return {
      ...fields,
      status: 'available',
      image,
      ...(asOf !== undefined && { asOf }),
      firstSeen,
      lastSeen: now,
    };
  }
  const kept = previous?.image
    ? {
        image: previous.image,
        ...(previous.firstSeen !== undefined && { firstSeen: previous.firstSeen }),
        ...(previous.lastSeen !== undefined && { lastSeen: previous.lastSeen }),
        hiddenSince: previous.hiddenSince ?? now,
      }
    : {};
  if (answer.status === 'restricted') return { ...fields, status: 'restricted', ...kept };
  return { ...fields, status: 'none', reason: answer.reason, ...kept };
}

/** Describes bytes for a record: their hash and count, and where they came from without what signs the URL. */
export function describeImage(
  bytes: Uint8Array,
  image: { contentType: string; width: number; height: number },
  url?: string,
): StoredImage {
  const { contentType, width, height } = image;
  // A data: URL is the bytes themselves, which are not kept twice.
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
