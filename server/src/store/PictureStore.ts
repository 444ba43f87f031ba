import { setTimeout as delay } from 'node:timers/promises';
import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { entryLimit } from '../lib/memory/entryLimit.js';
import { ChatRecords, newerVersion, type StoreProblem } from './ChatRecords.js';
import { appendChecksum, verifyChecksum } from './checksum.js';
import { Blocks } from './erase/Blocks.js';
import { EarlierVersions } from './erase/EarlierVersions.js';
import { type Erased, Eraser } from './erase/Eraser.js';
import { markErasure } from './erase/erasureMark.js';
import { type Collected, type CollectOptions, GarbageCollector } from './erase/GarbageCollector.js';
import { Owners } from './erase/Owners.js';
import { chatKey, imageKey, sizeKey } from './layout.js';
import { createLease } from './lease/createLease.js';
import type { Lease, Release } from './lease/Lease.js';
import { hashOf, nextRecord } from './nextRecord.js';
import type { PictureRecord } from './PictureRecord.js';
import { hasOthers, imagesOf, recordOf, type StoredChat, withRecord } from './StoredChat.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { StorageClient } from './storage/StorageClient.js';
import { isFull, StoreError } from './storage/StoreError.js';

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
}

export interface PutOptions {
  /** Whether the chat had no record before. */
  isFirst?: boolean;
}

/** How long a chat is waited for that another process is just loading: as long as a lease lasts, in ms. */
const LEASE_MS = 45_000;
const LEASE_POLL_MS = 100;

const NOTHING: Erased = { keys: [], sharedWith: [] };

/**
 * Repository of picture records and image bytes on any unstorage Storage; `layout.ts` defines the keys. Crash safety: the
 * bytes are written before the record that points at them, and a record without its bytes counts as missing. So does a damaged
 * value or a foreign key, which is reported and never thrown.
 *
 * Every method rejects with a `StoreError` if the storage fails or does not answer within `timeoutMs`.
 */
export class PictureStore {
  readonly #storage: StorageClient;
  readonly #lease: Lease;
  readonly #sourceId: string | undefined;
  readonly #now: () => number;
  readonly #records: ChatRecords;
  readonly #owners: Owners;
  readonly #blocks: Blocks;
  readonly #versions: EarlierVersions;
  readonly #eraser: Eraser;
  readonly #collector: GarbageCollector;
  readonly #onProblem: (problem: StoreProblem) => void;
  /** Images with bytes that this process has compared with their hash. For an hour, their existence is then enough. */
  readonly #verified = new LRUCache<string, true>({ ...entryLimit(10_000), ttl: 60 * 60 * 1000 });
  /** Chats that a write must treat in another way, as the last read has found them. */
  readonly #special = new LRUCache<ChatId, StoredChat | 'newer'>(entryLimit(10_000));

  constructor(storage: StorageAdapter, options: PictureStoreOptions = {}) {
    const { timeoutMs = 5_000, sourceId, now = Date.now, onProblem = () => undefined } = options;
    this.#storage = new StorageClient(storage, timeoutMs);
    this.#lease = createLease(storage, { timeoutMs });
    this.#sourceId = sourceId;
    this.#now = now;
    this.#onProblem = onProblem;
    this.#records = new ChatRecords(this.#storage, (kind, key) => this.#report(kind, key));
    this.#owners = new Owners(this.#storage, this.#records, now);
    this.#blocks = new Blocks(this.#storage);
    this.#versions = new EarlierVersions(storage, timeoutMs);
    this.#eraser = new Eraser(this.#storage, this.#records, this.#owners);
    this.#collector = new GarbageCollector({
      storage: this.#storage,
      records: this.#records,
      owners: this.#owners,
      blocks: this.#blocks,
      eraser: this.#eraser,
      now,
      eraseIf: (chatId, test) => this.#eraseIf(chatId, test),
    });
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
      if (hash !== undefined && !this.#verified.has(hash)) continue;
      records.set(chatId, record);
      if (hash !== undefined) images.set(chatId, imageKey(hash));
    }
    const keys = [...new Set(images.values())];
    const exist = keys.length === 0 ? [] : await this.#storage.haveAll(keys);
    const missing = new Set(keys.filter((_, index) => !exist[index]));
    for (const [chatId, key] of images) if (missing.has(key)) records.delete(chatId);
    return records;
  }

  /**
   * Stores the bytes of an image, then the record that points at it. Without `bytes`, the image must be stored already: the
   * previous record of the chat has the same one. Call it after `get`. Resolves to whether the store has both: a full cache accepts
   * a write and drops it. A blocked chat is not stored, also if another process blocks it meanwhile: that one writes its block before
   * it erases, this one looks for a block after it has written.
   *
   * @throws {TypeError} if the hash of the bytes differs from the record's; {@link StoreError} `newer-version`.
   */
  async put(
    chatId: ChatId,
    record: PictureRecord,
    bytes?: Uint8Array,
    { isFirst = false }: PutOptions = {},
  ): Promise<boolean | 'blocked'> {
    const hash = record.image?.hash;
    if (bytes && hash !== hashOf(bytes))
      throw new TypeError('The hash of the bytes differs from the hash of the image in the record.');
    const found = this.#special.get(chatId);
    if (found === 'newer') throw newerVersion();
    if (found?.blockedSince !== undefined) return 'blocked';
    if (hash !== undefined && bytes) await this.#writeImage(chatId, hash, bytes);
    const value = withRecord(found, this.#sourceId, record);
    await this.#records.write(chatId, value, { isFirst: isFirst && found === undefined });
    const blockedSince = await this.#blocks.since(chatId);
    if (blockedSince !== undefined) {
      const { keys } = await this.#eraser.erase(chatId, { blockedSince });
      await markErasure(this.#storage);
      await this.#versions.eraseChat(chatId, keys);
      return 'blocked';
    }
    return this.#storage.durable || this.#isStored(chatId, hash, bytes);
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
    await this.#writeImage(chatId, hash, bytes);
    if (await isOurs()) return true;
    // A chat that was erased meanwhile stays erased.
    await this.#storage.remove(imageKey(hash));
    await this.#owners.remove(hash, chatId);
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

  /**
   * Erases a chat for all sources: its records, and its pictures in every size unless another chat has the same one, and in a bucket
   * with versioning also the earlier versions of all of them. With `block` it is never stored again. After an interruption, call it
   * again. Waits while another process loads the chat.
   */
  async forget(chatId: ChatId, { block = false }: { block?: boolean } = {}): Promise<Erased> {
    const isLoading = async () => (await this.#lease.remaining(chatId).catch(() => 1)) > 0;
    // Creates no store where there is none.
    if (!block && (await this.#records.readAny(chatId)) === undefined && !(await isLoading())) {
      const versions = await this.#versions.eraseChat(chatId, []);
      return { ...NOTHING, ...(versions && { versions }) };
    }
    const release = await this.#waitForLease(chatId);
    try {
      const former = await this.#records.readAny(chatId);
      const since = typeof former === 'object' ? former.blockedSince : undefined;
      const blockedSince = block ? (since ?? this.#now()) : since;
      const first = blockedSince === undefined ? NOTHING : await this.#block(chatId, blockedSince, former);
      const erased = await this.#eraser.erase(chatId, {
        ...(first === NOTHING && { chat: former }),
        ...(blockedSince !== undefined && { blockedSince }),
      });
      const keys = [...first.keys, ...erased.keys];
      if (keys.length > 0) await markErasure(this.#storage);
      const sharedWith = [...new Set([...first.sharedWith, ...erased.sharedWith])];
      const versions = await this.#versions.eraseChat(chatId, keys);
      return { keys, sharedWith, ...(versions && { versions }) };
    } finally {
      this.#special.delete(chatId);
      await release().catch(() => undefined);
    }
  }

  /** Adds the block of a chat. A full store refuses it, so the chat is erased first, which makes room. */
  async #block(chatId: ChatId, since: number, chat: StoredChat | 'unreadable' | undefined): Promise<Erased> {
    try {
      await this.#blocks.add(chatId, since);
      return NOTHING;
    } catch (error) {
      if (!isFull(error)) throw error;
    }
    const erased = await this.#eraser.erase(chatId, { chat });
    // Also if there is still no room for the block.
    await markErasure(this.#storage);
    await this.#blocks.add(chatId, since);
    return erased;
  }

  /** Lets a blocked chat be stored again. Resolves to whether it was blocked. */
  async unblock(chatId: ChatId): Promise<boolean> {
    const chat = await this.#records.readAny(chatId);
    const isBlocked = typeof chat === 'object' && chat.blockedSince !== undefined;
    if (!isBlocked && (await this.#blocks.since(chatId)) === undefined) return false;
    // Last, so that an interrupted call can be repeated.
    if (isBlocked) await this.#records.remove(chatId);
    await this.#blocks.remove(chatId);
    this.#special.delete(chatId);
    return true;
  }

  /** Erases everything that no chat shows, and with `keepMs` the chats that were not seen for long. */
  async collectGarbage(options: CollectOptions = {}): Promise<Collected> {
    const collected = await this.#collector.collect(options);
    if (collected.keys.length === 0) return collected;
    await markErasure(this.#storage);
    const versions = await this.#versions.eraseCollected(collected.keys);
    return { ...collected, ...(versions && { versions }) };
  }

  async #eraseIf(chatId: ChatId, test: (chat: StoredChat) => boolean): Promise<Erased | undefined> {
    const release = await this.#lease.acquire(chatId, LEASE_MS).catch(() => async () => undefined);
    if (release === undefined) return undefined;
    try {
      const chat = await this.#records.readAny(chatId);
      return typeof chat === 'object' && test(chat) ? await this.#eraser.erase(chatId, { chat }) : undefined;
    } finally {
      await release().catch(() => undefined);
    }
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
    if (record?.image === undefined || (await this.#isWhole(record.image.hash))) return record;
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

  /** Waits for a process that loads the chat, so that it does not store the chat again after its erasure. */
  async #waitForLease(chatId: ChatId): Promise<Release> {
    const waitUntil = performance.now() + LEASE_MS;
    const nothing = async () => undefined;
    do {
      const release = await this.#lease.acquire(chatId, LEASE_MS).catch(() => nothing);
      if (release) return release;
      await delay(LEASE_POLL_MS);
    } while (performance.now() < waitUntil);
    return nothing;
  }

  /** Whether a cache still has what was written. Writes lost bytes once more. */
  async #isStored(chatId: ChatId, hash: string | undefined, bytes: Uint8Array | undefined): Promise<boolean> {
    if (hash === undefined) return this.#storage.has(chatKey(chatId));
    if (await this.#storage.has(imageKey(hash))) return true;
    if (!bytes) {
      this.#report('missing-image', imageKey(hash));
      return false;
    }
    await this.#storage.writeBytes(imageKey(hash), bytes);
    return this.#storage.has(imageKey(hash));
  }

  async #isWhole(hash: string): Promise<boolean> {
    if (this.#verified.has(hash)) return this.#storage.has(imageKey(hash));
    return (await this.getImage(hash)) !== undefined;
  }

  /** Never overwrites an intact image where a torn write would damage the other records that point at it. */
  async #writeImage(chatId: ChatId, hash: string, bytes: Uint8Array): Promise<void> {
    // First: see `Eraser`.
    await this.#owners.add(hash, chatId);
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
