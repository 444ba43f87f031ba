import { isObject } from '../lib/isObject.js';
import { type PictureRecord, readPictureRecord } from './PictureRecord.js';

/**
 * The stored value of a chat: one record for each source, because what one WhatsApp account may see is no answer for another. The
 * value is a record with the id of its source, and the records of other sources in `others`.
 */
export interface StoredChat {
  /** By source id. A record without a source, written before records had one, has the id `''`. */
  records: ReadonlyMap<string, PictureRecord>;
  /** Tombstone: the chat is never stored again. In ms since the epoch. */
  blockedSince?: number;
}

/** The source of a record that names none. */
const UNKNOWN_SOURCE = '';

const VERSION = 1;

/**
 * Parses an untrusted value. `damaged`: no record can be read. `newer`: a later version of this program has written it. Versions are
 * integers, so that a record with the version 1.5 is damaged.
 */
export function readStoredChat(value: unknown): StoredChat | 'damaged' | 'newer' {
  if (!isObject(value)) return 'damaged';
  if (Number.isInteger(value.v) && Number(value.v) > VERSION) return 'newer';
  if (value.status === 'blocked' && typeof value.blockedSince === 'number') {
    return { records: new Map(), blockedSince: value.blockedSince };
  }
  const first = readPictureRecord(value);
  if (first === undefined) return 'damaged';
  const records = new Map([[readId(value.sourceId), first]]);
  for (const [id, other] of Object.entries(isObject(value.others) ? value.others : {})) {
    const record = readPictureRecord(other);
    if (record) records.set(id, record);
  }
  return { records };
}

/** The record of a source. Without a source, as in the commands for all of a store, the record that was written last. */
export function recordOf({ records }: StoredChat, sourceId: string | undefined): PictureRecord | undefined {
  if (sourceId === undefined) return records.values().next().value;
  return records.get(sourceId) ?? records.get(UNKNOWN_SOURCE);
}

/** Whether a write for this source must keep the records of others. */
export function hasOthers({ records }: StoredChat, sourceId: string | undefined): boolean {
  return records.size > 1 || (sourceId === undefined ? !records.has(UNKNOWN_SOURCE) : !records.has(sourceId));
}

/** The stored value with the record of one source replaced. */
export function withRecord(
  chat: StoredChat | undefined,
  sourceId: string | undefined,
  record: PictureRecord,
): object {
  const others = new Map(chat?.records);
  const [lastId = UNKNOWN_SOURCE] = others.keys();
  const id = sourceId ?? lastId;
  others.delete(id);
  others.delete(UNKNOWN_SOURCE);
  return {
    ...record,
    ...(id !== UNKNOWN_SOURCE && { sourceId: id }),
    ...(others.size > 0 && { others: Object.fromEntries(others) }),
  };
}

export function blockedChat(blockedSince: number): object {
  return { v: VERSION, status: 'blocked', blockedSince };
}

/** Whether the value is a tombstone. */
export function isBlocked({ blockedSince }: StoredChat): boolean {
  return blockedSince !== undefined;
}

/** False for a chat that is not stored, and for a blocked one. */
export function hasRecords(chat: StoredChat | undefined): boolean {
  return chat !== undefined && chat.records.size > 0;
}

/** The hashes of the pictures that the records point at. */
export function imagesOf({ records }: StoredChat): Set<string> {
  return new Set([...records.values()].flatMap(({ image }) => image?.hash ?? []));
}

/** The hashes of the pictures that the chat had in the last days. */
export function replacedOf({ records }: StoredChat): Set<string> {
  return new Set([...records.values()].flatMap(({ replaced = [] }) => replaced.map(({ hash }) => hash)));
}

function readId(value: unknown): string {
  return typeof value === 'string' ? value : UNKNOWN_SOURCE;
}
