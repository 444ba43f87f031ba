import type { ChatId } from 'chat-avatar/wawp';
import type { Engine } from './Engine.js';
import { CHATS, chatIdOfKey, chatKey, DRAFTS, draftKey, IMAGES, imageKey, isHash, SIZES } from './layout.js';
import { readPictureRecord } from './PictureRecord.js';

/** What was erased. */
export interface Erased {
  /** The chats that had a record. */
  chats: ChatId[];
  /** Keys of everything that was removed, records included. */
  keys: string[];
  /** How many of their pictures stay, because another chat has the same one. */
  shared: number;
  /**
   * How many pictures stay that may be theirs: there was no record of their own that could be read, and one of `unreadable`
   * may point at them as well. 0 almost always.
   */
  left: number;
  /** Keys of the records that have to be mended or erased before what is `left` can be told apart. */
  unreadable: string[];
}

/** How many values are read at once. */
const CONCURRENCY = 32;

/** Up to how many pictures are held in memory, to give them back to a chat that took one up in the meantime. */
const MAX_HELD = 50;

const MAX_ROUNDS = 4;

/**
 * Removes records, and the bytes that nobody else points at. First the bytes, then the record that leads to them: a run
 * that was interrupted is simply run again. Whoever stores the same picture at the same moment checks, after writing
 * the record, that its bytes are there; we check, after removing bytes, that no record points at them. One of the two
 * always sees the other.
 */
export class Eraser {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
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
    // Almost always once: again only while others store the very pictures that are being erased.
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      held = await this.#settle(held, erased, isUncertain);
      if (held.size === 0) break;
    }
    return erased;
  }

  /** Makes good what others stored while we erased, and takes the bytes that no record leads to. Gives back what it took. */
  async #settle(
    held: ReadonlyMap<string, Uint8Array>,
    erased: Erased,
    isUncertain: boolean,
  ): Promise<Map<string, Uint8Array>> {
    const after = await this.#pointers();
    const owned = new Set(after.hashByChat.values());
    for (const [hash, bytes] of held) {
      if (owned.has(hash) && !(await this.#engine.has(imageKey(hash)))) {
        await this.#engine.writeBytes(imageKey(hash), bytes);
      }
    }
    const images = (await this.#engine.keys(IMAGES)).map(lastPart);
    const sized = (await this.#engine.keys(SIZES)).map((key) => key.split(':')[1] ?? '');
    const orphans = new Set([...images, ...sized].filter((hash) => isHash(hash) && !owned.has(hash)));
    // A record that cannot be read may be one of a newer version, and point at any of them.
    if (after.unreadable.length === 0) return this.#removeImages([...orphans], erased);
    if (isUncertain && orphans.size > 0) {
      erased.left = orphans.size;
      erased.unreadable = after.unreadable;
    }
    return new Map();
  }

  /** Removes pictures in every size; gives back the bytes of the first few. */
  async #removeImages(hashes: readonly string[], erased: Erased): Promise<Map<string, Uint8Array>> {
    const held = new Map<string, Uint8Array>();
    if (hashes.length === 0) return held;
    const wanted = new Set(hashes);
    for (const hash of hashes) {
      const bytes = held.size < MAX_HELD ? await this.#engine.readBytes(imageKey(hash)) : undefined;
      if (bytes) held.set(hash, bytes);
      if (await this.#remove(imageKey(hash))) erased.keys.push(imageKey(hash));
    }
    // After the originals: who resizes one checks, after writing, that its original is still there.
    for (const key of await this.#engine.keys(SIZES)) {
      if (wanted.has(key.split(':')[1] ?? '') && (await this.#remove(key))) erased.keys.push(key);
    }
    return held;
  }

  /** Whether there was something to remove. */
  async #remove(key: string): Promise<boolean> {
    if (!(await this.#engine.has(key))) return false;
    await this.#engine.remove(key);
    return true;
  }

  /** Which picture each chat points at, and the keys of the records that do not say so. */
  async #pointers(): Promise<{ hashByChat: Map<string, string | undefined>; unreadable: string[] }> {
    const hashByChat = new Map<string, string | undefined>();
    const damaged: string[] = [];
    const keys = [...(await this.#engine.keys(DRAFTS)), ...(await this.#engine.keys(CHATS))];
    for (let start = 0; start < keys.length; start += CONCURRENCY) {
      const reading = keys.slice(start, start + CONCURRENCY).map(async (key) => {
        const chatId = chatIdOfKey(key);
        const value = await this.#engine.readJson(key);
        const record = readPictureRecord(value);
        // A torn draft has its record beside it, whole, or never had one.
        if (record === undefined && value !== undefined && key.startsWith(CHATS)) damaged.push(key);
        if (chatId && record) hashByChat.set(chatId, record.image?.hash);
      });
      await Promise.all(reading);
    }
    // A torn record has its draft beside it, whole.
    const unreadable = damaged.filter((key) => !hashByChat.has(chatIdOfKey(key) ?? ''));
    return { hashByChat, unreadable };
  }
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
