import { setTimeout as delay } from 'node:timers/promises';
import type { ChatId } from 'chat-avatar/wawp';
import type { ChatRecords } from '../ChatRecords.js';
import { createLease } from '../lease/createLease.js';
import type { Lease, Release } from '../lease/Lease.js';
import { isBlocked, type StoredChat } from '../StoredChat.js';
import type { StorageAdapter } from '../storage/StorageAdapter.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { isFull } from '../storage/StoreError.js';
import { type StoreLimit, withLimitReports } from '../storage/storeLimits.js';
import { Blocks } from './Blocks.js';
import { EarlierVersions } from './EarlierVersions.js';
import { type Erased, type EraseOptions, Eraser, NOTHING } from './Eraser.js';
import { markErasure } from './erasureMark.js';
import { ForgottenChats, type Moment } from './ForgottenChats.js';
import {
  type Collected,
  type CollectOptions,
  GarbageCollector,
  nothingCollected,
} from './GarbageCollector.js';
import { indexedHashes, type Owners } from './Owners.js';

export interface ChatErasureOptions {
  adapter: StorageAdapter;
  storage: StorageClient;
  timeoutMs: number;
  records: ChatRecords;
  owners: Owners;
  /** In ms since the epoch. */
  now: () => number;
  onLimit: ((limit: StoreLimit) => void) | undefined;
}

/** How long a chat is waited for that another process is just loading: as long as a lease lasts, in ms. */
const LEASE_MS = 65_000;
const LEASE_POLL_MS = 100;

/** Why a chat that was just stored is erased again. */
export type Gone = 'blocked' | 'forgotten';

/** What is erased and when: chats on request, blocked chats, and what no chat shows any more. The `Eraser` erases the values. */
export class ChatErasure {
  readonly #storage: StorageClient;
  readonly #records: ChatRecords;
  readonly #now: () => number;
  readonly #lease: Lease;
  readonly #blocks: Blocks;
  readonly #forgotten: ForgottenChats;
  readonly #versions: EarlierVersions;
  readonly #eraser: Eraser;
  readonly #collector: GarbageCollector;

  constructor({ adapter, storage, timeoutMs, records, owners, now, onLimit }: ChatErasureOptions) {
    this.#storage = storage;
    this.#records = records;
    this.#now = now;
    this.#lease = withLimitReports(createLease(adapter, { timeoutMs }), (limit) => onLimit?.(limit));
    this.#blocks = new Blocks(storage);
    this.#forgotten = new ForgottenChats(storage);
    this.#versions = new EarlierVersions(adapter, timeoutMs);
    this.#eraser = new Eraser(storage, records, owners);
    this.#collector = new GarbageCollector({
      storage,
      records,
      owners,
      blocks: this.#blocks,
      eraser: this.#eraser,
      now,
      eraseIf: (chatId, test, isShown) => this.#eraseIf(chatId, test, isShown),
    });
  }

  /**
   * Erases a chat for all sources: its records, and its pictures in every size unless another chat has the same one, and in a bucket
   * with versioning also the earlier versions of all of them. With `block` it is never stored again. After an interruption, call it
   * again. Waits while another process loads the chat.
   */
  async forget(chatId: ChatId, { block = false }: { block?: boolean } = {}): Promise<Erased> {
    const indexed = await this.#indexed(chatId);
    const isLoading = indexed !== undefined && (await this.#lease.remaining(chatId).catch(() => 1)) > 0;
    // Creates no store where there is none.
    if (!block && indexed?.length === 0 && !isLoading && !(await this.#isStoredAfterMark(chatId))) {
      // An earlier call may have ended after it had erased the chat, and before it told the gateways.
      await markErasure(this.#storage);
      const versions = await this.#versions.eraseChat(chatId, []);
      return { ...NOTHING, ...(versions && { versions }) };
    }
    const release = await this.#waitForLease(chatId);
    try {
      // After the load that had the lease, which stores what this call erases and reports.
      const hasWriters = !block && (await this.#forgotten.add(chatId));
      const former = await this.#records.readAny(chatId);
      const since = typeof former === 'object' ? former.blockedSince : undefined;
      const blockedSince = block ? (since ?? this.#now()) : since;
      const first = blockedSince === undefined ? NOTHING : await this.#block(chatId, blockedSince, former);
      const erased = await this.#erase(chatId, {
        ...(first === NOTHING && { chat: former, indexed: isLoading ? 'unread' : (indexed ?? 'unread') }),
        ...(blockedSince !== undefined && { blockedSince }),
      });
      const keys = [...first.keys, ...erased.keys];
      if (keys.length > 0) await markErasure(this.#storage, { isMarked: hasWriters });
      const sharedWith = [...new Set([...first.sharedWith, ...erased.sharedWith])];
      const versions = await this.#versions.eraseChat(chatId, keys);
      return { keys, sharedWith, ...(versions && { versions }) };
    } finally {
      await release().catch(() => undefined);
    }
  }

  /** Lets a blocked chat be stored again. Resolves to whether it was blocked. */
  async unblock(chatId: ChatId): Promise<boolean> {
    const chat = await this.#records.read(chatId);
    const isBlocked = chat?.blockedSince !== undefined;
    if (!isBlocked && (await this.#blocks.since(chatId)) === undefined) return false;
    // Last, so that an interrupted call can be repeated.
    if (isBlocked) await this.#records.remove(chatId);
    await this.#blocks.remove(chatId);
    return true;
  }

  /**
   * Erases a chat that was just stored, with the pictures of these hashes, if another process has blocked it, or has forgotten it since
   * the work on it has begun. Resolves to `undefined` if the chat stays.
   */
  async eraseIfGone(
    chatId: ChatId,
    { begun, written = [] }: { begun?: Moment | undefined; written?: Iterable<string> },
  ): Promise<Gone | undefined> {
    const [blockedSince, isForgotten] = await Promise.all([
      this.#blocks.since(chatId),
      begun !== undefined && this.#forgotten.has(chatId, begun),
    ]);
    if (blockedSince === undefined && !isForgotten) return undefined;
    const { keys } = await this.#erase(chatId, {
      ...(blockedSince !== undefined && { blockedSince }),
      written,
    });
    await markErasure(this.#storage);
    await this.#versions.eraseChat(chatId, keys);
    return blockedSince === undefined ? 'forgotten' : 'blocked';
  }

  /** See {@link ForgottenChats.announce}. */
  announce(): Promise<void> {
    return this.#forgotten.announce();
  }

  /** See {@link ForgottenChats.list}. */
  forgottenChats(): Promise<(chatId: ChatId) => boolean> {
    return this.#forgotten.list();
  }

  /** Erases a picture that was just stored for a chat which does not have it any more. */
  async eraseImage(chatId: ChatId, hash: string): Promise<void> {
    await this.#eraser.eraseImage(chatId, hash);
    await markErasure(this.#storage);
  }

  /** Erases everything that no chat shows, and with `keepMs` the chats that were not seen for long. */
  async collectGarbage(options: CollectOptions): Promise<Collected> {
    const collected = nothingCollected();
    const mark = async () => {
      // Of a chat that failed, the picture may be gone.
      if (collected.keys.length > 0 || collected.failed > 0) await markErasure(this.#storage);
    };
    try {
      await this.#collector.collect(options, collected);
    } catch (error) {
      // What was erased before is in the memory of gateways.
      await mark().catch(() => undefined);
      throw error;
    }
    await mark();
    await this.#forgotten.removeOld();
    if (collected.keys.length === 0) return collected;
    const versions = await this.#versions.eraseCollected(collected.keys);
    return { ...collected, ...(versions && { versions }) };
  }

  /** Marks a chat without records as forgotten. Resolves to whether it has got one meanwhile. */
  async #isStoredAfterMark(chatId: ChatId): Promise<boolean> {
    await this.#forgotten.add(chatId);
    return (await this.#records.readAny(chatId)) !== undefined;
  }

  async #erase(chatId: ChatId, options: EraseOptions): Promise<Erased> {
    try {
      return await this.#eraser.erase(chatId, options);
    } catch (error) {
      // A part of the chat may be gone from the store, and still be in the memory of gateways.
      await markErasure(this.#storage).catch(() => undefined);
      throw error;
    }
  }

  /** The pictures that the index has for a chat without anything else; `undefined` for one with a record. */
  async #indexed(chatId: ChatId): Promise<readonly string[] | undefined> {
    if ((await this.#records.readAny(chatId)) !== undefined) return undefined;
    return indexedHashes(this.#storage, chatId);
  }

  /** Adds the block of a chat. A full store refuses it, so the chat is erased first, which makes room. */
  async #block(chatId: ChatId, since: number, chat: StoredChat | 'unreadable' | undefined): Promise<Erased> {
    const hasTombstone = typeof chat === 'object' && isBlocked(chat);
    if (hasTombstone && (await this.#blocks.since(chatId)) !== undefined) return NOTHING;
    try {
      await this.#blocks.add(chatId, since);
      return NOTHING;
    } catch (error) {
      if (!isFull(error)) throw error;
    }
    const erased = await this.#erase(chatId, { chat, indexed: 'unread' });
    // Also if there is still no room for the block.
    await markErasure(this.#storage);
    await this.#blocks.add(chatId, since);
    return erased;
  }

  async #eraseIf(
    chatId: ChatId,
    test: (chat: StoredChat) => boolean,
    isShown: EraseOptions['isShown'],
  ): Promise<Erased | undefined> {
    const release = await this.#lease.acquire(chatId, LEASE_MS).catch(() => async () => undefined);
    if (release === undefined) return undefined;
    try {
      const chat = await this.#records.readAny(chatId);
      if (typeof chat !== 'object' || !test(chat)) return undefined;
      return await this.#eraser.erase(chatId, { chat, isShown });
    } finally {
      await release().catch(() => undefined);
    }
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
}
