import { displayName } from '../lib/displayName.js';
import { isObject } from '../lib/isObject.js';
import { isHash } from './layout.js';

/** A stored image. Its bytes are in the store under `hash`. */
export interface StoredImage {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  /** Detected from the bytes. */
  contentType: string;
  /** In px. */
  width: number;
  height: number;
  /** Size in bytes. */
  bytes: number;
  /** Its URL without the query, which is the same when a CDN signs the URL again. */
  source?: string;
}

interface RecordFields {
  /** Version of this format. */
  v: 1;
  /** The chat's name in the overview. */
  name?: string;
  /** Time of the source's last answer. All times are in ms since the epoch. */
  fetchedAt: number;
  /** Time at which WhatsApp confirmed the answer, if the source tells it. */
  asOf?: number;
  /** Time from which the source may be asked again. */
  askAgainAt: number;
  /** First and last time at which the stored image was the chat's picture. */
  firstSeen?: number;
  lastSeen?: number;
  /** Time since which the source no longer returns the stored image. */
  hiddenSince?: number;
  /** Pinned by the enricher: the image is shown even after its owner hides it. */
  keep?: true;
  /** The chat must not be stored, and has no picture. Never stored itself. */
  blocked?: true;
  /** The pictures that this chat had in the last days. Their bytes are erased within a day. */
  replaced?: readonly ReplacedImage[];
}

/** A picture that a chat no longer shows. */
export interface ReplacedImage {
  hash: string;
  /** In ms since the epoch. */
  at: number;
}

/**
 * The stored state of one chat. `status` is the source's last answer. A record with another status than `available` may have
 * an image too: the picture that was stored before its owner hid it.
 */
export type PictureRecord = RecordFields &
  (
    | { status: 'available'; image: StoredImage }
    | { status: 'none'; reason: 'empty' | 'not-found'; image?: StoredImage }
    | { status: 'restricted'; image?: StoredImage }
  );

/** Parses an untrusted value. `undefined` if it is not a record, or of another version. Unknown fields are dropped. */
export function readPictureRecord(value: unknown): PictureRecord | undefined {
  if (!isObject(value) || value.v !== 1 || !isTime(value.fetchedAt) || !isTime(value.askAgainAt))
    return undefined;
  const { name, asOf, firstSeen, lastSeen, hiddenSince } = value;
  if (![asOf, firstSeen, lastSeen, hiddenSince].every((time) => time === undefined || isTime(time)))
    return undefined;
  if (name !== undefined && typeof name !== 'string') return undefined;
  const image = value.image === undefined ? undefined : readImage(value.image);
  if (value.image !== undefined && image === undefined) return undefined;

  const replaced = readReplaced(value.replaced);
  const fields = {
    ...(name !== undefined && { name: displayName(name) }),
    fetchedAt: value.fetchedAt,
    ...(isTime(asOf) && { asOf }),
    askAgainAt: value.askAgainAt,
    ...(isTime(firstSeen) && { firstSeen }),
    ...(isTime(lastSeen) && { lastSeen }),
    ...(isTime(hiddenSince) && { hiddenSince }),
    ...(value.keep === true && { keep: true as const }),
    ...(replaced.length > 0 && { replaced }),
  };
  const kept = image && { image };
  // `v` first: V8 11 gives each object literal that begins with a spread a hidden class of its own, 270 bytes for each record in memory.
  if (value.status === 'available') return image && { v: 1, ...fields, status: 'available', image };
  if (value.status === 'restricted') return { v: 1, ...fields, status: 'restricted', ...kept };
  if (value.status !== 'none' || (value.reason !== 'empty' && value.reason !== 'not-found')) return undefined;
  return { v: 1, ...fields, status: 'none', reason: value.reason, ...kept };
}

function readReplaced(value: unknown): ReplacedImage[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    isObject(entry) && isHash(entry.hash) && isTime(entry.at) ? { hash: entry.hash, at: entry.at } : [],
  );
}

function readImage(value: unknown): StoredImage | undefined {
  if (!isObject(value)) return undefined;
  const { hash, contentType, width, height, bytes, source } = value;
  if (!isHash(hash) || !isCount(width) || !isCount(height) || !isCount(bytes)) return undefined;
  // It is sent as a header.
  if (typeof contentType !== 'string' || !/^image\/(jpeg|png|webp|gif|avif)$/.test(contentType))
    return undefined;
  if (source !== undefined && typeof source !== 'string') return undefined;
  return { hash, contentType, width, height, bytes, ...(source !== undefined && { source }) };
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && !Object.is(value, -0);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
