import type { ChatId } from 'chat-avatar/wawp';
import { CHATS, chatIdOfKey, chatKey, DRAFTS, draftKey, IMAGES, imageKey, isHash, SIZES } from './layout.js';
import { readPictureRecord } from './PictureRecord.js';
import type { StorageClient } from './storage/StorageClient.js';

/** The result of an erasure. */
export interface Erased {
  /** The chats that had a record. */
  chats: ChatId[];
  /** The removed keys, of records and of images. */
  keys: string[];
  /** Number of their pictures that stay, because another chat has the same one. */
  shared: number;
  /**
   * Number of pictures that stay although they may be theirs: their own record could not be read, and a record of `unreadable`
   * may point at the same pictures. Almost always 0.
   */
  left: number;
  /** Keys of damaged records. Repair or erase them, then run again to erase the pictures that are `left`. */
  unreadable: string[];
}

/** Number of values that are read at once. */
const CONCURRENCY = 32;

/** Number of deleted pictures that are held in memory, to restore them if another chat stores the same one meanwhile. */
const MAX_HELD = 50;

const MAX_ROUNDS = 4;

/**
 * Deletes records, and the images that no other record points at. The image is deleted before its record, so that an
 * interrupted run can be repeated. A concurrent writer of the same picture checks, after writing its record, that the image
 * exists; the eraser checks, after deleting images, that no record points at them. At least one of them sees the other.
 */
export class Eraser {
  readonly #storage: StorageClient;

  constructor(client: StorageClient) {
    this.#storage = client;
  }

  async erase(chatIds: readonly ChatId[]): Promise<Erased> {
    const leaving = new Set<string>(chatIds);
    const erased: Erased = { chats: [], keys: [], shared: 0, left: 0, unreadable: [] };
    const before = await this.#pointers();
    const candidates = new Set<string>();
    for (const [chatId, hash] of before.hashByChat) if (leaving.has(chatId) && hash) candidates.add(hash);

    const staying = new Set(
      [...before.hashByChat].filter(([chatId]) => !leaving.has(chatId)).map(([, hash]) => hash),
    );
    const unowned = [...candidates].filter((hash) => !staying.has(hash));
    erased.shared = candidates.size - unowned.length;
    let held = await this.#removeImages(unowned, erased);
    const isUncertain = chatIds.some((chatId) => !before.hashByChat.has(chatId));

    for (const chatId of chatIds) {
      const found = [];
      for (const key of [draftKey(chatId), chatKey(chatId)]) if (await this.#remove(key)) found.push(key);
      if (found.length > 0) erased.chats.push(chatId);
      erased.keys.push(...found);
    }
    // Almost always one round. Another one is needed while others store the pictures that are being erased.
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      held = await this.#settle(held, erased, isUncertain);
      if (held.size === 0) break;
    }
    return erased;
  }

  /** Repairs concurrent writes and deletes orphaned images. Returns the deleted bytes, so that the next round can restore them. */
  async #settle(
    held: ReadonlyMap<string, Uint8Array>,
    erased: Erased,
    isUncertain: boolean,
  ): Promise<Map<string, Uint8Array>> {
    const after = await this.#pointers();
    const owned = new Set(after.hashByChat.values());
    for (const [hash, bytes] of held) {
      if (owned.has(hash) && !(await this.#storage.has(imageKey(hash)))) {
        await this.#storage.writeBytes(imageKey(hash), bytes);
      }
    }
    const images = (await this.#storage.keys(IMAGES)).map(lastPart);
    const sized = (await this.#storage.keys(SIZES)).map((key) => key.split(':')[1] ?? '');
    const orphans = new Set([...images, ...sized].filter((hash) => isHash(hash) && !owned.has(hash)));
    // A record that cannot be parsed may be of a newer version, and point at any of them.
    if (after.unreadable.length === 0) return this.#removeImages([...orphans], erased);
    if (isUncertain && orphans.size > 0) {
      erased.left = orphans.size;
      erased.unreadable = after.unreadable;
    }
    return new Map();
  }

  /** Deletes pictures in every size. Returns the bytes of the first `MAX_HELD`. */
  async #removeImages(hashes: readonly string[], erased: Erased): Promise<Map<string, Uint8Array>> {
    const held = new Map<string, Uint8Array>();
    if (hashes.length === 0) return held;
    const wanted = new Set(hashes);
    for (const hash of hashes) {
      const bytes = held.size < MAX_HELD ? await this.#storage.readBytes(imageKey(hash)) : undefined;
      if (bytes) held.set(hash, bytes);
      if (await this.#remove(imageKey(hash))) erased.keys.push(imageKey(hash));
    }
    // After the originals: `putSize` checks, after writing, that its original still exists.
    for (const key of await this.#storage.keys(SIZES)) {
      if (wanted.has(key.split(':')[1] ?? '') && (await this.#remove(key))) erased.keys.push(key);
    }
    return held;
  }

  /** Whether the key existed. */
  async #remove(key: string): Promise<boolean> {
    if (!(await this.#storage.has(key))) return false;
    await this.#storage.remove(key);
    return true;
  }

  /** The image hash of each chat, and the keys of the records that cannot be parsed. */
  async #pointers(): Promise<{ hashByChat: Map<string, string | undefined>; unreadable: string[] }> {
    const hashByChat = new Map<string, string | undefined>();
    const damaged: string[] = [];
    const keys = [...(await this.#storage.keys(DRAFTS)), ...(await this.#storage.keys(CHATS))];
    for (let start = 0; start < keys.length; start += CONCURRENCY) {
      const reading = keys.slice(start, start + CONCURRENCY).map(async (key) => {
        const chatId = chatIdOfKey(key);
        const value = await this.#storage.readJson(key);
        const record = readPictureRecord(value);
        // A torn draft is ignored: its record is intact, or was never written.
        if (record === undefined && value !== undefined && key.startsWith(CHATS)) damaged.push(key);
        if (chatId && record) hashByChat.set(chatId, record.image?.hash);
      });
      await Promise.all(reading);
    }
    // The draft of a torn record is intact.
    const unreadable = damaged.filter((key) => !hashByChat.has(chatIdOfKey(key) ?? ''));
    return { hashByChat, unreadable };
  }
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
