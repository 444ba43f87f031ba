import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { Engine } from './Engine.js';
import { type Erased, Eraser } from './Eraser.js';
import { CHATS, chatIdOfKey, chatKey, draftKey, imageKey, sizeKey } from './layout.js';
import { hashOf } from './nextRecord.js';
import { type PictureRecord, readPictureRecord } from './PictureRecord.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { seal, unseal } from './seal.js';

/** Something in the store that cannot be used, and therefore counts as absent. */
export interface StoreProblem {
  kind: 'damaged-record' | 'damaged-image' | 'damaged-size' | 'missing-image' | 'foreign-key';
  key: string;
}

export interface PictureStoreOptions {
  /** How long one call to the storage may take, in ms: 5 s by default. */
  timeoutMs?: number;
  /** Told of what is damaged. It may throw; nobody minds. */
  onProblem?: (problem: StoreProblem) => void;
}

/** How many records are read at once while all are listed. */
const LIST_CONCURRENCY = 16;

/**
 * Records and bytes of pictures on any unstorage Storage; `layout.ts` says where. A record that is read has its bytes: they
 * are written first, and a record without them counts as absent. So does whatever is damaged or not ours; it is
 * reported, never thrown. A storage that fails is a `StoreError`, within `timeoutMs`.
 */
export class PictureStore {
  readonly #engine: Engine;
  readonly #eraser: Eraser;
  readonly #onProblem: (problem: StoreProblem) => void;
  /** Images whose bytes were compared with their hash by this process: from then on it is enough that they are there. */
  readonly #verified = new LRUCache<string, true>({ max: 10_000, ttl: 60 * 60 * 1000 });

  constructor(storage: StorageAdapter, { timeoutMs = 5_000, onProblem }: PictureStoreOptions = {}) {
    this.#engine = new Engine(storage, timeoutMs);
    this.#eraser = new Eraser(this.#engine);
    this.#onProblem = onProblem ?? (() => undefined);
  }

  /** What is known of a chat, or `undefined`. */
  async get(chatId: ChatId): Promise<PictureRecord | undefined> {
    const record = await this.#readRecord(chatId);
    if (record?.image === undefined || (await this.#isWhole(record.image.hash))) return record;
    this.#report('missing-image', imageKey(record.image.hash));
    if (record.status === 'available') return undefined;
    // The answer stands, the face that was kept beside it is gone.
    const { image, firstSeen, lastSeen, hiddenSince, ...answer } = record;
    return answer;
  }

  /**
   * Keeps a record, and the bytes of its image before it. Without `bytes` the image has to be there already, as it is when
   * the record was made from the one before it.
   *
   * @throws {TypeError} when the bytes are not those that the record names.
   */
  async put(chatId: ChatId, record: PictureRecord, bytes?: Uint8Array): Promise<void> {
    const hash = record.image?.hash;
    if (bytes && hash !== hashOf(bytes))
      throw new TypeError('The bytes are not those of the image in the record.');
    if (hash !== undefined && bytes) await this.#writeImage(hash, bytes);
    if (this.#engine.mayTear) await this.#engine.writeJson(draftKey(chatId), record);
    await this.#engine.writeJson(chatKey(chatId), record);

    // Somebody who erased the last other chat with this picture may not have seen the record yet, and took the bytes.
    if (hash === undefined || (await this.#engine.has(imageKey(hash)))) return;
    if (bytes) await this.#engine.writeBytes(imageKey(hash), bytes);
    else this.#report('missing-image', imageKey(hash));
  }

  /**
   * Gives back the bytes of a chat's picture to a storage that has lost them, as a cache does that is full. Whether the chat
   * still has that picture, and now its bytes too.
   */
  async restoreImage(chatId: ChatId, bytes: Uint8Array): Promise<boolean> {
    const hash = hashOf(bytes);
    const isOurs = async () => (await this.#readRecord(chatId))?.image?.hash === hash;
    if (!(await isOurs())) return false;
    await this.#writeImage(hash, bytes);
    if (await isOurs()) return true;
    // Whoever was erased in the meantime must not be brought back.
    await this.#engine.remove(imageKey(hash));
    return false;
  }

  /** The bytes of a picture as it came, compared with their hash. */
  async getImage(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#engine.readBytes(imageKey(hash));
    if (bytes && hashOf(bytes) === hash) {
      this.#verified.set(hash, true);
      return bytes;
    }
    this.#verified.delete(hash);
    if (bytes) this.#report('damaged-image', imageKey(hash));
    return undefined;
  }

  /** Whether there are bytes under a hash. They are not looked at. */
  hasImage(hash: string): Promise<boolean> {
    return this.#engine.has(imageKey(hash));
  }

  /** A picture resized, if somebody did that before; `size` is such as `80.webp`. */
  async getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    const sealed = await this.#engine.readBytes(sizeKey(hash, size));
    const bytes = sealed && unseal(sealed);
    if (sealed && !bytes) this.#report('damaged-size', sizeKey(hash, size));
    return bytes;
  }

  async putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    await this.#engine.writeBytes(sizeKey(hash, size), seal(bytes));
    // Whoever was erased in the meantime must not live on in a smaller size.
    if (!(await this.#engine.has(imageKey(hash)))) await this.#engine.remove(sizeKey(hash, size));
  }

  /** Every chat on record, in no order. What was written after the start may be missing. */
  list(): AsyncGenerator<{ chatId: ChatId; record: PictureRecord }> {
    return this.#records((chatId) => this.get(chatId));
  }

  /**
   * Erases a person: the record, and the bytes in every size unless another chat has the same picture. Safe to run again
   * when it was interrupted.
   */
  forget(chatId: ChatId): Promise<Erased> {
    return this.#eraser.erase([chatId]);
  }

  /** Erases every chat whose picture, or whose answer when it has none, was not seen since then; ms since the epoch. */
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
    const keys = await this.#engine.keys(CHATS);
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
    const value = await this.#engine.readJson(chatKey(chatId));
    if (value === undefined) return undefined;
    const record = readPictureRecord(value);
    if (record) return record;
    this.#report('damaged-record', chatKey(chatId));
    return this.#engine.mayTear
      ? readPictureRecord(await this.#engine.readJson(draftKey(chatId)))
      : undefined;
  }

  async #isWhole(hash: string): Promise<boolean> {
    if (this.#verified.has(hash)) return this.#engine.has(imageKey(hash));
    return (await this.getImage(hash)) !== undefined;
  }

  /** What is there already is left alone: writing it anew could tear what other records point at. */
  async #writeImage(hash: string, bytes: Uint8Array): Promise<void> {
    if (await this.#isWhole(hash)) return;
    await this.#engine.writeBytes(imageKey(hash), bytes);
    this.#verified.set(hash, true);
  }

  #report(kind: StoreProblem['kind'], key: string): void {
    try {
      this.#onProblem({ kind, key });
    } catch {
      // The reporter's own trouble must not become the reader's.
    }
  }
}
