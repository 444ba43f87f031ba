import { createHash } from 'node:crypto';
import type { ChatPicture } from 'chat-avatar/wawp';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import type { PictureRecord, ReplacedImage, StoredImage } from './PictureRecord.js';

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
  const fields = { ...(name !== undefined && { name }), fetchedAt: now, askAgainAt: now + DAY };

  if (answer.status === 'available') {
    const { image, asOf } = answer;
    const isSame = previous?.image?.hash === image.hash;
    const pinned = keep ?? (isSame ? previous.keep : undefined);
    const replaced = replacedBy(previous, image.hash, now);
    const firstSeen = (isSame ? previous.firstSeen : undefined) ?? now;
    return {
      // First, as in `readPictureRecord`.
      v: 1,
      ...fields,
      status: 'available',
      image,
      ...(asOf !== undefined && { asOf }),
      ...(pinned && { keep: pinned }),
      ...(replaced.length > 0 && { replaced }),
      firstSeen,
      lastSeen: now,
    };
  }
  const image = previous?.keep ? previous.image : undefined;
  const replaced = replacedBy(previous, image?.hash, now);
  const rest = {
    ...(image && {
      keep: true as const,
      image,
      ...(previous?.firstSeen !== undefined && { firstSeen: previous.firstSeen }),
      ...(previous?.lastSeen !== undefined && { lastSeen: previous.lastSeen }),
      hiddenSince: previous?.hiddenSince ?? now,
    }),
    ...(replaced.length > 0 && { replaced }),
  };
  if (answer.status === 'restricted') return { v: 1, ...fields, status: 'restricted', ...rest };
  return { v: 1, ...fields, status: 'none', reason: answer.reason, ...rest };
}

/**
 * The same for a record that was made without the stored one, as while the store was down: the stored one stays pinned, and keeps its name
 * and its times. Without effect on a record that was made with it.
 */
export function rebased(record: PictureRecord, stored: PictureRecord): PictureRecord {
  const { image, name, asOf, fetchedAt, keep } = record;
  const answer: PictureAnswer =
    record.status === 'available'
      ? { status: 'available', image: record.image, ...(asOf !== undefined && { asOf }) }
      : record;
  const next = nextRecord(stored, answer, {
    now: fetchedAt,
    ...(name !== undefined && { name }),
    ...(record.status === 'available' && keep && { keep }),
  });
  // The picture was pinned after the stored record, which no store has taken yet.
  const base = next.image === undefined && image !== undefined ? record : next;
  const former = [...(record.replaced ?? []), ...(next.replaced ?? [])];
  if (image) former.unshift({ hash: image.hash, at: fetchedAt });
  const replaced = new Map(former.map((one) => [one.hash, one]));
  replaced.delete(base.image?.hash ?? '');
  return {
    ...base,
    askAgainAt: record.askAgainAt,
    ...(replaced.size > 0 && { replaced: [...replaced.values()] }),
  };
}

/** The pictures that the chat no longer shows. `forget` finds them here until garbage collection has erased them. */
function replacedBy(
  previous: PictureRecord | undefined,
  hash: string | undefined,
  now: number,
): ReplacedImage[] {
  const former = (previous?.replaced ?? []).filter(
    (other) => other.hash !== hash && other.at > now - 2 * DAY,
  );
  const last = previous?.image?.hash;
  if (last === undefined || last === hash) return former;
  return [{ hash: last, at: now }, ...former.filter((other) => other.hash !== last)];
}

/**
 * Write-ahead: the record of a chat that is about to get another picture. If the process ends after it has written the bytes, and before
 * the record that shows them, `forget` finds them here.
 */
export function announcing(previous: PictureRecord, hash: string, now: number): PictureRecord {
  return { ...previous, replaced: [{ hash, at: now }, ...(previous.replaced ?? [])] };
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
