import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import type { DownloadedImage } from '../images/download/downloadImage.js';
import { ImageError } from '../images/ImageError.js';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import type { Moment } from './erase/ForgottenChats.js';
import { isFresh } from './freshUntil.js';
import type { Lease } from './lease/Lease.js';
import { loadOrCompute } from './lease/loadOrCompute.js';
import { describeImage, type NextRecordOptions, nextRecord, type PictureAnswer } from './nextRecord.js';
import type { PictureRecord } from './PictureRecord.js';
import type { PutOptions } from './PictureStore.js';

/** The part of a picture store that a load needs. */
export interface PictureRecords {
  get(chatId: ChatId): Promise<PictureRecord | undefined>;
  put(chatId: ChatId, record: PictureRecord, bytes?: Uint8Array, options?: PutOptions): Promise<unknown>;
}

/** Answers that are not stored yet, because their download failed. The next attempt uses them instead of asking again. */
export interface UnstoredAnswers {
  get(chatId: ChatId): ChatPicture | undefined;
  set(chatId: ChatId, answer: ChatPicture): unknown;
  delete(chatId: ChatId): unknown;
}

export interface StoreAnswerOptions extends Pick<NextRecordOptions, 'name' | 'keep'> {
  store: PictureRecords;
  chatId: ChatId;
  unstored: UnstoredAnswers;
  /** @throws {ImageError} */
  download(url: string): Promise<DownloadedImage>;
  /** In ms since the epoch. */
  now(): number;
  /** When the work on the chat has begun. A chat that is forgotten meanwhile is not stored. */
  begun: Moment;
  /** See {@link PutOptions}. */
  isRefresh?: boolean;
  /** Whether the same URL without its query is the same picture, as on WhatsApp's CDN, so that it needs no download. */
  trustsPath?: boolean;
}

export interface LoadPictureOptions extends StoreAnswerOptions {
  lease: Lease;
  /** Expiry of the lease, in ms. Longer than source, download and store may take together. */
  leaseMs: number;
  /** How long to wait for another process that loads the chat, in ms. 0: not at all. */
  waitMs: number;
  /** Asks the source. `hasWaited`: another process loaded the chat until now. @throws {ChatPictureError} */
  ask(attempt: { hasWaited: boolean }): Promise<ChatPicture>;
  /** Whether a stored record needs no question. By default, see `freshUntil`. */
  isFresh?: (record: PictureRecord) => boolean;
  signal?: AbortSignal | undefined;
}

export interface LoadedPicture {
  record: PictureRecord;
  /** The stored record before this load. The same as `record` if another process has just loaded it. */
  previous: PictureRecord | undefined;
}

/**
 * Loads one chat: lease, read, ask, download, put. Of all processes that the lease reaches, one asks the source; the others read
 * the record that it stores. Call it after a first read without a fresh record. Resolves to `undefined` if another process still
 * loads the chat after `waitMs`.
 *
 * @throws the errors of `ask`, `download` and the store.
 */
export async function loadPicture(options: LoadPictureOptions): Promise<LoadedPicture | undefined> {
  const { store, chatId, lease, leaseMs, waitMs, now, unstored, ask, signal } = options;
  const isDone = options.isFresh ?? ((record) => isFresh(record, now()));
  let previous: PictureRecord | undefined;
  return loadOrCompute({
    lease,
    key: chatId,
    ttlMs: leaseMs,
    waitMs,
    signal,
    read: async () => {
      previous = await store.get(chatId);
      return previous && isDone(previous) ? { record: previous, previous } : undefined;
    },
    compute: async (attempt) => {
      const known = unstored.get(chatId);
      if (known && hasExpired(known, now())) unstored.delete(chatId);
      else if (known) {
        try {
          return await storeAnswer(options, previous, known);
        } catch (thrown) {
          // The source gives a new URL.
          if (!isDeadUrl(thrown)) throw thrown;
        }
      }
      return storeAnswer(options, previous, await ask(attempt));
    },
  });
}

/**
 * Stores an answer of the source, and downloads its picture. A failed download keeps the answer in `unstored`, so that the next
 * attempt downloads from the same URL, except a URL that the CDN refuses for good.
 *
 * @throws {ImageError} if the download fails, when the store is unchanged; the store's error.
 */
export async function storeAnswer(
  options: StoreAnswerOptions,
  previous: PictureRecord | undefined,
  answer: ChatPicture,
): Promise<LoadedPicture> {
  const { chatId, unstored } = options;
  if (previous?.blocked) return { record: previous, previous };
  unstored.set(chatId, answer);
  try {
    const record = await putAnswer(options, previous, answer);
    unstored.delete(chatId);
    return { record, previous };
  } catch (thrown) {
    if (isDeadUrl(thrown)) unstored.delete(chatId);
    throw thrown;
  }
}

async function putAnswer(
  { store, chatId, download, now, begun, isRefresh, trustsPath, name, keep }: StoreAnswerOptions,
  previous: PictureRecord | undefined,
  answer: ChatPicture,
): Promise<PictureRecord> {
  const isFirst = previous === undefined;
  const next = (next: PictureAnswer) =>
    nextRecord(previous, next, { now: now(), ...(name !== undefined && { name }), ...(keep && { keep }) });
  if (answer.status !== 'available') {
    const record = next(answer);
    await store.put(chatId, record, undefined, { isFirst, begun, isRefresh });
    return record;
  }
  const { status, url, asOf } = answer;
  const found = (image: NonNullable<PictureRecord['image']>) =>
    next({ status, image, ...(asOf !== undefined && { asOf }) });
  const known = previous?.image;
  if (trustsPath && known?.source !== undefined && known.source === pictureIdentity(url)) {
    const record = found(known);
    await store.put(chatId, record, undefined, { begun });
    return record;
  }
  const downloaded = await download(url);
  const record = found(describeImage(downloaded.bytes, downloaded, url));
  await store.put(chatId, record, downloaded.bytes, { isFirst, previous, begun });
  return record;
}

function hasExpired(answer: ChatPicture, now: number): boolean {
  return answer.status === 'available' && (answer.expiresAt ?? Number.POSITIVE_INFINITY) <= now;
}

function isDeadUrl(thrown: unknown): boolean {
  return thrown instanceof ImageError && thrown.isDead;
}
