import type { ChatId } from 'chat-avatar/wawp';
import type { ChatRecords } from '../ChatRecords.js';
import { chatKey, imageKey, SIZES } from '../layout.js';
import { blockedChat, hasRecords, imagesOf, isBlocked, replacedOf, type StoredChat } from '../StoredChat.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { readOr } from '../storage/StoreError.js';
import type { VersionsErased } from './EarlierVersions.js';
import { indexedHashes, type Owners } from './Owners.js';

/** The result of an erasure. */
export interface Erased {
  /** The removed keys, of records and of images. */
  keys: string[];
  /** Other chats that have one of the pictures, which therefore stays. At most ten of them. */
  sharedWith: ChatId[];
  /** Absent if there were no earlier versions. */
  versions?: VersionsErased;
}

export interface EraseOptions {
  /** Writes a tombstone. */
  blockedSince?: number;
  /** The record of the chat, if it was read under its lease. */
  chat?: StoredChat | 'unreadable' | undefined;
  /**
   * Whether another chat is known to show a picture of this one. It then stays without a look into the index, which lists all chats that
   * have it: to erase many of them would take the square of their number.
   */
  isShown?: ((hash: string) => boolean) | undefined;
  /** Erases what the index has for a chat without records too. `unread`: one listing of the whole index. */
  indexed?: readonly string[] | 'unread';
  /** The hashes of pictures that were just written for the chat, and that its record may not name. */
  written?: Iterable<string>;
}

/** The result for a chat of which nothing was erased. */
export const NOTHING: Erased = { keys: [], sharedWith: [] };

const MAX_NAMED = 10;

/**
 * Erases one chat. The pictures go first, then the index, then the record, so that an interrupted run can be repeated. A writer
 * enters a picture in the index before it writes the bytes; the eraser looks into the index before and after it deletes them, and
 * restores them if another chat has got the same picture meanwhile. At least one of the two sees the other.
 *
 * The number of calls depends on the chat's own pictures and sizes only.
 */
export class Eraser {
  readonly #storage: StorageClient;
  readonly #records: ChatRecords;
  readonly #owners: Owners;

  constructor(storage: StorageClient, records: ChatRecords, owners: Owners) {
    this.#storage = storage;
    this.#records = records;
    this.#owners = owners;
  }

  async erase(
    chatId: ChatId,
    { blockedSince, chat, isShown, indexed, written = [] }: EraseOptions = {},
  ): Promise<Erased> {
    const keys: string[] = [];
    const sharedWith = new Set<ChatId>();
    const found = chat ?? (await this.#records.readAny(chatId));
    const hashes = await this.#hashesOf(chatId, found, indexed);
    for (const hash of new Set([...hashes, ...written])) {
      if (isShown?.(hash)) {
        await this.#owners.remove(hash, chatId);
        continue;
      }
      const erased = await this.eraseImage(chatId, hash);
      for (const other of erased.sharedWith) sharedWith.add(other);
      keys.push(...erased.keys);
    }
    if (typeof found === 'object' && isBlocked(found) && found.blockedSince === blockedSince) {
      // A tombstone says nothing that could be erased, and each write of it would leave an earlier version in a bucket with versioning.
      keys.push(...(await this.#records.removeDraft(chatId)));
      return { keys, sharedWith: [...sharedWith] };
    }
    keys.push(...(await this.#records.remove(chatId, { isStored: found !== undefined })));
    if (blockedSince !== undefined) await this.#storage.writeJson(chatKey(chatId), blockedChat(blockedSince));
    return { keys, sharedWith: [...sharedWith] };
  }

  /** Erases a picture of a chat, unless another one has it too, and the entry of the chat in the index. */
  async eraseImage(chatId: ChatId, hash: string): Promise<Erased> {
    const sharedWith = await this.#othersWith(hash, chatId);
    const keys = sharedWith.length === 0 ? await this.removeImage(hash, chatId) : [];
    await this.#owners.remove(hash, chatId);
    return { keys, sharedWith };
  }

  /** Deletes a picture in every size, unless another chat gets it meanwhile. Returns the removed keys. */
  async removeImage(hash: string, former?: ChatId): Promise<string[]> {
    // A picture that cannot be read, such as a file of another user, is erased all the same.
    const bytes = await readOr(this.#storage.readBytes(imageKey(hash)), 'unreadable');
    const keys: string[] = [];
    if (bytes === 'unreadable' ? await this.#storage.has(imageKey(hash)) : bytes) {
      await this.#storage.remove(imageKey(hash));
      keys.push(imageKey(hash));
    }
    // After the original: `putSize` checks, after writing, that its original still exists.
    for (const key of await this.#storage.keys(`${SIZES}:${hash}`)) {
      await this.#storage.remove(key);
      keys.push(key);
    }
    // Nor can a picture that cannot be read be restored. To a chat that has got it meanwhile it is missing, and is loaded again.
    if (!(bytes instanceof Uint8Array) || (await this.#othersInIndex(hash, former)).length === 0) return keys;
    await this.#storage.writeBytes(imageKey(hash), bytes);
    return [];
  }

  /** The pictures of a chat. If its record cannot be read, those that the index has for it. */
  async #hashesOf(
    chatId: ChatId,
    chat: StoredChat | 'unreadable' | undefined,
    indexed: EraseOptions['indexed'],
  ): Promise<Iterable<string>> {
    if (chat === 'unreadable' || (indexed !== undefined && !hasRecords(chat)))
      return Array.isArray(indexed) ? indexed : indexedHashes(this.#storage, chatId);
    return chat ? new Set([...imagesOf(chat), ...replacedOf(chat)]) : [];
  }

  async #othersWith(hash: string, chatId: ChatId): Promise<ChatId[]> {
    const entries = await this.#owners.of(hash);
    const isIndexed = entries.includes(chatId);
    const others = await this.#othersInIndex(hash, chatId, entries);
    // The picture was stored before there was an index.
    return isIndexed ? others : [...new Set([...others, ...(await this.#scanFor(hash, chatId))])];
  }

  async #othersInIndex(hash: string, chatId: ChatId | undefined, entries?: ChatId[]): Promise<ChatId[]> {
    const others: ChatId[] = [];
    for (const other of entries ?? (await this.#owners.of(hash))) {
      if (other === chatId) continue;
      // One that has the picture for sure is enough to keep it, however many have it.
      if (others.length > 0 || (await this.#owners.isCurrent({ hash, chatId: other }))) others.push(other);
      if (others.length === MAX_NAMED) break;
    }
    return others;
  }

  async #scanFor(hash: string, chatId: ChatId): Promise<ChatId[]> {
    const own = await this.#records.readAny(chatId);
    const isShown = typeof own === 'object' && imagesOf(own).has(hash);
    // A replaced picture without an entry is erased already.
    if (!isShown) return [];
    const others: ChatId[] = [];
    for await (const { chatId: other, chat } of this.#records.list()) {
      if (other !== chatId && chat !== 'unreadable' && imagesOf(chat).has(hash)) others.push(other);
      if (others.length === MAX_NAMED) break;
    }
    return others;
  }
}
