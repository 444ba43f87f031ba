import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { entryLimit } from '../lib/memory/entryLimit.js';
import { ChatRecords, newerVersion, type StoreProblem } from './ChatRecords.js';
import { ChatErasure, type Gone } from './erase/ChatErasure.js';
import type { Erased } from './erase/Eraser.js';
import type { Moment } from './erase/ForgottenChats.js';
import type { Collected, CollectOptions } from './erase/GarbageCollector.js';
import { Owners } from './erase/Owners.js';
import { UncertainWrites } from './erase/UncertainWrites.js';
import { chatKey, imageKey } from './layout.js';
import { announcing, hashOf, nextRecord } from './nextRecord.js';
import type { PictureRecord } from './PictureRecord.js';
import { hasOthers, imagesOf, recordOf, type StoredChat, withRecord } from './StoredChat.js';
import { StoredImages } from './StoredImages.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { StorageClient } from './storage/StorageClient.js';
import { StoreError } from './storage/StoreError.js';
import type { StoreLimit } from './storage/storeLimits.js';

export type { StoreProblem } from './ChatRecords.js';

export interface PictureStoreOptions {
  /** Timeout of one call to the storage, in ms. 5,000 by default. */
  timeoutMs?: number;
  /**
   * The id of the source whose records are read and written. Records of other sources are no answer, and are left as they are.
   * Without it, the record that was written last.
   */
  sourceId?: string | undefined;
  /** In ms since the epoch. */
  now?: () => number;
  /** Called for each damaged value. Errors that it throws are ignored. */
  onProblem?: (problem: StoreProblem) => void;
  /** Called when an erasure has to do without its lease, because the store refuses it. */
  onLimit?: ((limit: StoreLimit) => void) | undefined;
}

export interface PutOptions {
  /** Whether the chat had no record before. */
  isFirst?: boolean;
  /** The record that this one replaces. */
  previous?: PictureRecord | undefined;
  /** When the work on this record has begun. A chat that was forgotten since is not stored. */
  begun?: Moment | undefined;
  /** Whether a person asked for the answer. One without a picture then replaces no picture. */
  isRefresh?: boolean | undefined;
}

/** The result of `put`. `false`: a full cache has accepted the write and dropped it. */
export type PutResult = boolean | Gone;

/**
 * Repository of picture records and image bytes on any unstorage Storage; `layout.ts` defines the keys. Crash safety: the
 * bytes are written before the record that points at them, and a record without its bytes counts as missing. So does a damaged
 * value or a foreign key, which is reported and never thrown.
 *
 * Every method rejects with a `StoreError` if the storage fails or does not answer within `timeoutMs`.
 */
export class PictureStore {
  readonly #storage: StorageClient;
  readonly #sourceId: string | undefined;
  readonly #now: () => number;
  readonly #records: ChatRecords;
  readonly #images: StoredImages;
  readonly #erasure: ChatErasure;
  readonly #uncertain = new UncertainWrites();
  readonly #onProblem: (problem: StoreProblem) => void;
  /** Chats that a write must treat in another way, as the last read has found them. */
  readonly #special = new LRUCache<ChatId, StoredChat | 'newer'>(entryLimit(10_000));

  constructor(adapter: StorageAdapter, options: PictureStoreOptions = {}) {
    const { timeoutMs = 5_000, sourceId, now = Date.now, onProblem = () => undefined, onLimit } = options;
    const storage = new StorageClient(adapter, timeoutMs);
    const report = (kind: StoreProblem['kind'], key: string) => this.#report(kind, key);
    const records = new ChatRecords(storage, report);
    const owners = new Owners(storage, records, now);
    this.#storage = storage;
    this.#sourceId = sourceId;
    this.#now = now;
    this.#onProblem = onProblem;
    this.#records = records;
    this.#images = new StoredImages(storage, owners, this.#uncertain, report);
    this.#erasure = new ChatErasure({ adapter, storage, timeoutMs, records, owners, now, onLimit });
  }

  /** The record of a chat, or `undefined`. A blocked chat has a fresh record without a picture. */
  async get(chatId: ChatId): Promise<PictureRecord | undefined> {
    const chat = await this.#read(chatId);
    if (chat?.blockedSince !== undefined) return this.#blockedRecord();
    return chat && this.#intact(recordOf(chat, this.#sourceId));
  }

  /**
   * The same for many chats, in two round trips where the storage can. A chat that is missing in the result needs a call of `get`, as
   * all do where the storage reads one value at a time.
   */
  async getMany(chatIds: readonly ChatId[]): Promise<Map<ChatId, PictureRecord | undefined>> {
    const records = new Map<ChatId, PictureRecord | undefined>();
    if (!this.#storage.readsInBulk) return records;
    const images = new Map<ChatId, string>();
    for (const [chatId, chat] of await this.#records.readMany(chatIds)) {
      if (chat !== undefined && this.#isSpecial(chat)) continue;
      if (this.#special.size > 0) this.#special.delete(chatId);
      const record = chat && recordOf(chat, this.#sourceId);
      const hash = record?.image?.hash;
      if (hash !== undefined && !this.#images.isVerified(hash)) continue;
      records.set(chatId, record);
      if (hash !== undefined) images.set(chatId, imageKey(hash));
    }
    const keys = [...new Set(images.values())];
    const exist = keys.length === 0 ? [] : await this.#storage.haveAll(keys);
    const missing = new Set(keys.filter((_, index) => !exist[index]));
    for (const [chatId, key] of images) if (missing.has(key)) records.delete(chatId);
    return records;
  }

  /** Call it before work on a chat begins, and pass a `moment()` of now to `put`. Once for each process, it calls the store. */
  announceWork(): Promise<void> {
    return this.#erasure.announce();
  }

  /**
   * Stores the bytes of an image, then the record that points at it. Without `bytes`, the image must be stored already: the
   * previous record of the chat has the same one. Call it after `get`. Resolves to whether the store has both: a full cache accepts
   * a write and drops it. A blocked chat is not stored, also if another process blocks it meanwhile: that one writes its block before
   * it erases, this one looks for a block after it has written. The same holds for a chat that was forgotten after `begun`.
   *
   * @throws {TypeError} if the hash of the bytes differs from the record's; {@link StoreError} `newer-version`.
   */
  async put(
    chatId: ChatId,
    record: PictureRecord,
    bytes?: Uint8Array,
    { isFirst = false, previous, begun }: PutOptions = {},
  ): Promise<PutResult> {
    const hash = record.image?.hash;
    if (bytes && hash !== hashOf(bytes))
      throw new TypeError('The hash of the bytes differs from the hash of the image in the record.');
    const found = this.#special.get(chatId);
    if (found === 'newer') throw newerVersion();
    if (found?.blockedSince !== undefined) return 'blocked';
    const undo = () => this.eraseIfGone(chatId, { begun, written: hash === undefined ? [] : [hash] });
    const write = (value: PictureRecord) =>
      this.#records.write(chatId, withRecord(found, this.#sourceId, value), {
        isFirst: isFirst && found === undefined,
      });
    const gone = await this.#uncertain.run(chatKey(chatId), undo, async () => {
      if (hash !== undefined && bytes) {
        const isOther = previous !== undefined && previous.image?.hash !== hash;
        if (isOther) await write(announcing(previous, hash, this.#now()));
        await this.#images.write(chatId, hash, bytes);
      }
      await write(record);
      return undo();
    });
    if (gone) return gone;
    if (this.#storage.durable) return true;
    return hash === undefined ? this.#storage.has(chatKey(chatId)) : this.#images.keep(hash, bytes);
  }

  /**
   * Writes the bytes of a chat's picture again after the storage has lost them, as a full cache does. Resolves to whether the
   * chat still has that picture.
   */
  async restoreImage(chatId: ChatId, bytes: Uint8Array): Promise<boolean> {
    const hash = hashOf(bytes);
    const isOurs = async () => {
      const chat = await this.#read(chatId);
      return chat !== undefined && imagesOf(chat).has(hash);
    };
    if (!(await isOurs())) return false;
    const undo = async () => {
      if (await isOurs()) return false;
      // A chat that was erased meanwhile stays erased.
      await this.#erasure.eraseImage(chatId, hash);
      return true;
    };
    return this.#uncertain.run(imageKey(hash), undo, async () => {
      await this.#images.write(chatId, hash, bytes);
      return !(await undo());
    });
  }

  /** The bytes of an original picture, verified against their hash. */
  getImage(hash: string): Promise<Uint8Array | undefined> {
    return this.#images.get(hash);
  }

  /** Whether bytes exist under a hash. They are not verified. */
  hasImage(hash: string): Promise<boolean> {
    return this.#images.has(hash);
  }

  /** A resized picture, if it is stored. `size` is `<width>.<format>`, such as `80.webp`. */
  getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    return this.#images.getSize(hash, size);
  }

  putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    return this.#images.putSize(hash, size, bytes);
  }

  /** All records of all sources, in no order. Records that are written after the start may be missing. */
  async *list(): AsyncGenerator<{ chatId: ChatId; record: PictureRecord }> {
    for await (const { chatId, chat } of this.#records.list()) {
      if (chat === 'unreadable') continue;
      for (const stored of chat.records.values()) {
        const record = await this.#intact(stored);
        if (record) yield { chatId, record };
      }
    }
  }

  /** See {@link ChatErasure.forget}. */
  async forget(chatId: ChatId, options?: { block?: boolean }): Promise<Erased> {
    try {
      return await this.#erasure.forget(chatId, options);
    } finally {
      this.#special.delete(chatId);
    }
  }

  /** See {@link ForgottenChats.list}. */
  forgottenChats(): Promise<(chatId: ChatId) => boolean> {
    return this.#erasure.forgottenChats();
  }

  /** See {@link ChatErasure.eraseIfGone}. For a copy, which writes past `put`. */
  eraseIfGone(
    chatId: ChatId,
    options: { begun?: Moment | undefined; written: Iterable<string> },
  ): Promise<Gone | undefined> {
    return this.#erasure.eraseIfGone(chatId, options);
  }

  /** Lets a blocked chat be stored again. Resolves to whether it was blocked. */
  async unblock(chatId: ChatId): Promise<boolean> {
    const wasBlocked = await this.#erasure.unblock(chatId);
    if (wasBlocked) this.#special.delete(chatId);
    return wasBlocked;
  }

  /** Erases everything that no chat shows, and with `keepMs` the chats that were not seen for long. */
  collectGarbage(options: CollectOptions = {}): Promise<Collected> {
    return this.#erasure.collectGarbage(options);
  }

  async #read(chatId: ChatId): Promise<StoredChat | undefined> {
    try {
      const chat = await this.#records.read(chatId);
      if (chat && this.#isSpecial(chat)) this.#special.set(chatId, chat);
      else this.#special.delete(chatId);
      return chat;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'newer-version') this.#special.set(chatId, 'newer');
      throw error;
    }
  }

  #isSpecial(chat: StoredChat): boolean {
    return chat.blockedSince !== undefined || hasOthers(chat, this.#sourceId);
  }

  /** The record without an image that the store has lost. An available picture without its image is `undefined`. */
  async #intact(record: PictureRecord | undefined): Promise<PictureRecord | undefined> {
    if (record?.image === undefined || (await this.#images.isWhole(record.image.hash))) return record;
    this.#report('missing-image', imageKey(record.image.hash));
    if (record.status === 'available') return undefined;
    // The answer remains valid without the stored image.
    const { image, firstSeen, lastSeen, hiddenSince, ...answer } = record;
    return answer;
  }

  #blockedRecord(): PictureRecord {
    const now = this.#now();
    const answer = nextRecord(undefined, { status: 'none', reason: 'empty' }, { now });
    return { ...answer, blocked: true };
  }

  #report(kind: StoreProblem['kind'], key: string): void {
    try {
      this.#onProblem({ kind, key });
    } catch {
      // An error of the callback must not fail the read.
    }
  }
}
