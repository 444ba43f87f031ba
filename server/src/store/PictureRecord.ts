import { displayName } from '../lib/displayName.js';
import { isHash } from './layout.js';

/** An image that is kept. Its bytes are in the store under `hash`. */
export interface StoredImage {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  /** By the bytes themselves. */
  contentType: string;
  /** In px. */
  width: number;
  height: number;
  /** How many. */
  bytes: number;
  /** Where it came from, without the query: that is what stays the same when a CDN signs a URL anew. */
  source?: string;
}

interface RecordFields {
  /** The version of this layout. */
  v: 1;
  /** What the chat is called, as far as the overview says. */
  name?: string;
  /** When the source answered last; all times in ms since the epoch. */
  fetchedAt: number;
  /** When WhatsApp confirmed the answer, where the source says so. */
  asOf?: number;
  /** From when on the source may be asked again. */
  askAgainAt: number;
  /** When the kept image was first and last the chat's picture. */
  firstSeen?: number;
  lastSeen?: number;
  /** Since when the source no longer gives the image that is kept. */
  hiddenSince?: number;
  /** The enricher has stored this face to stay: it is shown even after its owner has hidden it. */
  keep?: true;
}

/**
 * What is known of one chat. `status` is the source's last answer. An image may be kept beside an answer that has none: a
 * face that was stored before its owner hid it.
 */
export type PictureRecord = RecordFields &
  (
    | { status: 'available'; image: StoredImage }
    | { status: 'none'; reason: 'empty' | 'not-found'; image?: StoredImage }
    | { status: 'restricted'; image?: StoredImage }
  );

/** A record out of a value that anybody may have written; `undefined` when it is none, or of another version. */
export function readPictureRecord(value: unknown): PictureRecord | undefined {
  if (!isObject(value) || value.v !== 1 || !isTime(value.fetchedAt) || !isTime(value.askAgainAt))
    return undefined;
  const { name, asOf, firstSeen, lastSeen, hiddenSince } = value;
  if (![asOf, firstSeen, lastSeen, hiddenSince].every((time) => time === undefined || isTime(time)))
    return undefined;
  if (name !== undefined && typeof name !== 'string') return undefined;
  const image = value.image === undefined ? undefined : readImage(value.image);
  if (value.image !== undefined && image === undefined) return undefined;

  const fields = {
    v: 1,
    ...(name !== undefined && { name: displayName(name) }),
    fetchedAt: value.fetchedAt,
    ...(isTime(asOf) && { asOf }),
    askAgainAt: value.askAgainAt,
    ...(isTime(firstSeen) && { firstSeen }),
    ...(isTime(lastSeen) && { lastSeen }),
    ...(isTime(hiddenSince) && { hiddenSince }),
    ...(value.keep === true && { keep: true as const }),
  } as const;
  const kept = image && { image };
  if (value.status === 'available') return image && { ...fields, status: 'available', image };
  if (value.status === 'restricted') return { ...fields, status: 'restricted', ...kept };
  if (value.status !== 'none' || (value.reason !== 'empty' && value.reason !== 'not-found')) return undefined;
  return { ...fields, status: 'none', reason: value.reason, ...kept };
}

function readImage(value: unknown): StoredImage | undefined {
  if (!isObject(value)) return undefined;
  const { hash, contentType, width, height, bytes, source } = value;
  if (!isHash(hash) || !isCount(width) || !isCount(height) || !isCount(bytes)) return undefined;
  // It ends up in a header.
  if (typeof contentType !== 'string' || !/^image\/(jpeg|png|webp|gif|avif)$/.test(contentType))
    return undefined;
  if (source !== undefined && typeof source !== 'string') return undefined;
  return { hash, contentType, width, height, bytes, ...(source !== undefined && { source }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
