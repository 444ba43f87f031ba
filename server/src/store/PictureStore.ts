import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { appendChecksum, verifyChecksum } from './checksum.js';
import { type Erased, Eraser } from './Eraser.js';
import { CHATS, chatIdOfKey, chatKey, draftKey, imageKey, sizeKey } from './layout.js';
import { hashOf } from './nextRecord.js';
import { type PictureRecord, readPictureRecord } from './PictureRecord.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { StorageClient } from './storage/StorageClient.js';

/** A value in the store that cannot be used, and therefore counts as missing. */
export interface StoreProblem {
  kind: 'damaged-record' | 'damaged-image' | 'damaged-size' | 'missing-image' | 'foreign-key';
  key: string;
}

export interface PictureStoreOptions {
  /** Timeout of one call to the storage, in ms. 5,000 by default. */
  timeoutMs?: number;
  /** Called for each damaged value. Errors that it throws are ignored. */
  onProblem?: (problem: StoreProblem) => void;
}

export interface PutOptions {
  /** Whether the chat had no record before. */
  isFirst?: boolean;
}

/** Number of records that are read at once while all are listed. */
const LIST_CONCURRENCY = 16;

/**
 * Repository of picture records and image bytes on any unstorage Storage; `layout.ts` defines the keys. Crash safety: the
 * bytes are written before the record that points at them, and a record without its bytes counts as missing. So does a damaged
 * value or a foreign key, which is reported and never thrown.
 *
 * Every method rejects with a `StoreError` if the storage fails or does not answer within `timeoutMs`.
 */
export class PictureStore {
  readonly #storage: StorageClient;
  readonly #eraser: Eraser;
  readonly #onProblem: (problem: StoreProblem) => void;
  /** Images with bytes that this process has compared with their hash. For an hour, their existence is then enough. */
  readonly #verified = new LRUCache<string, true>({ max: 10_000, ttl: 60 * 60 * 1000 });

  constructor(storage: StorageAdapter, { timeoutMs = 5_000, onProblem }: PictureStoreOptions = {}) {
    this.#storage = new StorageClient(storage, timeoutMs);
    this.#eraser = new Eraser(this.#storage);
    this.#onProblem = onProblem ?? (() => undefined);
  }

  /** The record of a chat, or `undefined`. */
  async get(chatId: ChatId): Promise<PictureRecord | undefined> {
    const record = await this.#readRecord(chatId);
    if (record?.image === undefined || (await this.#isWhole(record.image.hash))) return record;
    this.#report('missing-image', imageKey(record.image.hash));
    if (record.status === 'available') return undefined;
    // The answer remains valid without the stored image.
    const { image, firstSeen, lastSeen, hiddenSince, ...answer } = record;
    return answer;
  }

  /**
   * Stores the bytes of an image, then the record that points at it. Without `bytes`, the image must be stored already: the
   * previous record of the chat has the same one. Resolves to whether the store has both: a full cache accepts a write and drops
   * it.
   *
   * @throws {TypeError} if the hash of the bytes differs from the record's.
   */
  async put(
    chatId: ChatId,
    record: PictureRecord,
    bytes?: Uint8Array,
    { isFirst = false }: PutOptions = {},
  ): Promise<boolean> {
    const hash = record.image?.hash;
    if (bytes && hash !== hashOf(bytes))
      throw new TypeError('The hash of the bytes differs from the hash of the image in the record.');
    if (hash !== undefined && bytes) await this.#writeImage(hash, bytes);
    // A torn first record loses nothing: the chat is asked for again.
    if (!this.#storage.atomicWrites && !isFirst) await this.#storage.writeJson(draftKey(chatId), record);
    await this.#storage.writeJson(chatKey(chatId), record);

    if (hash === undefined) return this.#storage.has(chatKey(chatId));
    // A concurrent `forget` of the last other chat with this picture may have missed the record and deleted the bytes.
    if (await this.#storage.has(imageKey(hash))) return true;
    if (!bytes) {
      this.#report('missing-image', imageKey(hash));
      return false;
    }
    await this.#storage.writeBytes(imageKey(hash), bytes);
    return this.#storage.has(imageKey(hash));
  }

  /**
   * Writes the bytes of a chat's picture again after the storage has lost them, as a full cache does. Resolves to whether the
   * chat still has that picture.
   */
  async restoreImage(chatId: ChatId, bytes: Uint8Array): Promise<boolean> {
    const hash = hashOf(bytes);
    const isOurs = async () => (await this.#readRecord(chatId))?.image?.hash === hash;
    if (!(await isOurs())) return false;
    await this.#writeImage(hash, bytes);
    if (await isOurs()) return true;
    // A chat that was erased meanwhile stays erased.
    await this.#storage.remove(imageKey(hash));
    return false;
  }

  /** The bytes of an original picture, verified against their hash. */
  async getImage(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#storage.readBytes(imageKey(hash));
    if (bytes && hashOf(bytes) === hash) {
      this.#verified.set(hash, true);
      return bytes;
    }
    this.#verified.delete(hash);
    if (bytes) this.#report('damaged-image', imageKey(hash));
    return undefined;
  }

  /** Whether bytes exist under a hash. They are not verified. */
  hasImage(hash: string): Promise<boolean> {
    return this.#storage.has(imageKey(hash));
  }

  /** A resized picture, if it is stored. `size` is `<width>.<format>`, such as `80.webp`. */
  async getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    const stored = await this.#storage.readBytes(sizeKey(hash, size));
    const bytes = stored && verifyChecksum(stored);
    if (stored && !bytes) this.#report('damaged-size', sizeKey(hash, size));
    return bytes;
  }

  async putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    await this.#storage.writeBytes(sizeKey(hash, size), appendChecksum(bytes));
    // If the original was erased meanwhile, its sizes are erased too.
    if (!(await this.#storage.has(imageKey(hash)))) await this.#storage.remove(sizeKey(hash, size));
  }

  /** All records, in no order. Records that are written after the start may be missing. */
  list(): AsyncGenerator<{ chatId: ChatId; record: PictureRecord }> {
    return this.#records((chatId) => this.get(chatId));
  }

  /**
   * Erases a chat: its record, and its picture in every size unless another chat has the same one. After an interruption, call
   * it again.
   */
  forget(chatId: ChatId): Promise<Erased> {
    return this.#eraser.erase([chatId]);
  }

  /** Erases all chats that have not been seen since the given time, in ms since the epoch. */
  async prune(notSeenSince: number): Promise<Erased> {
    const chatIds: ChatId[] = [];
    for await (const { chatId, record } of this.#records((id) => this.#readRecord(id))) {
      if ((record.lastSeen ?? record.fetchedAt) < notSeenSince) chatIds.push(chatId);
    }
    return this.#eraser.erase(chatIds);
  }

  async *#records(
    read: (chatId: ChatId) => Promise<PictureRecord | undefined>,
  ): AsyncGenerator<{ chatId: ChatId; record: PictureRecord }> {
    const keys = await this.#storage.keys(CHATS);
    for (let start = 0; start < keys.length; start += LIST_CONCURRENCY) {
      const reading = keys.slice(start, start + LIST_CONCURRENCY).map(async (key) => {
        const chatId = chatIdOfKey(key);
        if (chatId === undefined) this.#report('foreign-key', key);
        const record = chatId && (await read(chatId));
        return chatId && record && { chatId, record };
      });
      for (const entry of await Promise.all(reading)) if (entry) yield entry;
    }
  }

  async #readRecord(chatId: ChatId): Promise<PictureRecord | undefined> {
    const value = await this.#storage.readJson(chatKey(chatId));
    if (value === undefined) return undefined;
    const record = readPictureRecord(value);
    if (record) return record;
    this.#report('damaged-record', chatKey(chatId));
    return this.#storage.atomicWrites
      ? undefined
      : readPictureRecord(await this.#storage.readJson(draftKey(chatId)));
  }

  async #isWhole(hash: string): Promise<boolean> {
    if (this.#verified.has(hash)) return this.#storage.has(imageKey(hash));
    return (await this.getImage(hash)) !== undefined;
  }

  /** Never overwrites an intact image where a torn write would damage the other records that point at it. */
  async #writeImage(hash: string, bytes: Uint8Array): Promise<void> {
    const mayBeIntact = !this.#storage.atomicWrites || this.#verified.has(hash);
    if (mayBeIntact && (await this.#isWhole(hash))) return;
    await this.#storage.writeBytes(imageKey(hash), bytes);
    this.#verified.set(hash, true);
  }

  #report(kind: StoreProblem['kind'], key: string): void {
    try {
      this.#onProblem({ kind, key });
    } catch {
      // An error of the callback must not fail the read.
    }
  }
}
