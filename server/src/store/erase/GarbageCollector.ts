import type { ChatId } from 'chat-avatar/wawp';
import type { ChatRecords } from '../ChatRecords.js';
import { IMAGES, isHash, SIZES } from '../layout.js';
import type { PictureRecord } from '../PictureRecord.js';
import { imagesOf, type StoredChat } from '../StoredChat.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { isFull } from '../storage/StoreError.js';
import type { Blocks } from './Blocks.js';
import type { VersionsErased } from './EarlierVersions.js';
import type { Erased, EraseOptions, Eraser } from './Eraser.js';
import type { Owners } from './Owners.js';
import { ShownPictures } from './ShownPictures.js';

export interface CollectOptions {
  /** Erases each chat that was not seen for this long, in ms. Without it, chats with a picture stay. */
  keepMs?: number | undefined;
  /** Erases more chats at once than the sanity limit allows. */
  force?: boolean | undefined;
}

export interface Collected {
  /** Chats that were not seen for `keepMs`. */
  chats: ChatId[];
  /** Number of erased records of chats without a picture, whose answer has expired. */
  answers: number;
  /** The removed keys, of records, pictures and sizes. */
  keys: string[];
  /** Number of chats whose records cannot be read. They stay. */
  unreadable: number;
  /** Number of chats that `keepMs` would have erased, if the sanity limit stopped it. No chat was erased then. */
  refused?: number;
  /** Absent if there were no earlier versions. */
  versions?: VersionsErased;
}

const DAY = 24 * 60 * 60 * 1000;

/** Sanity limit: more chats than this, and more than a third of all, are not erased at once. A clock that is wrong looks like this. */
const MAX_ERASED = 10;
const MAX_SHARE = 1 / 3;

export interface GarbageCollectorOptions {
  storage: StorageClient;
  records: ChatRecords;
  owners: Owners;
  blocks: Blocks;
  eraser: Eraser;
  /** In ms since the epoch. */
  now: () => number;
  /** Erases a chat if the test still holds, and no process is loading it. `isShown`: see {@link EraseOptions}. */
  eraseIf: (
    chatId: ChatId,
    test: (chat: StoredChat) => boolean,
    isShown: EraseOptions['isShown'],
  ) => Promise<Erased | undefined>;
}

/**
 * Garbage collection (mark and sweep). Erases pictures that no chat shows, expired answers without a picture, and, with `keepMs`,
 * chats that were not seen for long. Repairs the index of owners. Erases blocked chats again. Reads every record once.
 */
export class GarbageCollector {
  readonly #options: GarbageCollectorOptions;

  constructor(options: GarbageCollectorOptions) {
    this.#options = options;
  }

  async collect({ keepMs, force = false }: CollectOptions): Promise<Collected> {
    const now = this.#options.now();
    const chats = new Map<ChatId, StoredChat | 'unreadable'>();
    for await (const { chatId, chat } of this.#options.records.list()) chats.set(chatId, chat);
    const unreadable = [...chats.values()].filter((chat) => chat === 'unreadable').length;
    const collected: Collected = { chats: [], answers: 0, keys: [], unreadable };
    await this.#eraseBlocked(chats, collected);
    await this.#eraseAnswers(chats, now, collected);
    if (keepMs !== undefined) await this.#eraseOld(chats, now - keepMs, force, collected);
    await this.#sweep(chats, collected);
    return collected;
  }

  /** Blocked chats that a process has written before it was killed. */
  async #eraseBlocked(chats: Map<ChatId, StoredChat | 'unreadable'>, collected: Collected) {
    const { blocks, eraser } = this.#options;
    for (const chatId of await blocks.all()) {
      const chat = chats.get(chatId);
      if (typeof chat === 'object' && chat.blockedSince !== undefined) continue;
      const blockedSince = await blocks.since(chatId);
      if (blockedSince === undefined) continue;
      collected.keys.push(...(await eraser.erase(chatId, { blockedSince })).keys);
      chats.delete(chatId);
    }
  }

  /**
   * Negative answers, such as those about numbers that were tried once, from 24 h after the answer on. Not sooner: until then an answer is
   * fresh, and without its record the chat would be requested twice in a day.
   */
  async #eraseAnswers(chats: Map<ChatId, StoredChat | 'unreadable'>, now: number, collected: Collected) {
    const isExpired = ({ image, fetchedAt }: PictureRecord) => image === undefined && fetchedAt < now - DAY;
    const expired = [...chats].filter(([, chat]) => everyRecord(chat, isExpired));
    collected.answers = (await this.#eraseAll(expired, isExpired, chats, collected)).length;
  }

  async #eraseOld(
    chats: Map<ChatId, StoredChat | 'unreadable'>,
    notSeenSince: number,
    force: boolean,
    collected: Collected,
  ) {
    const isOld = ({ lastSeen, fetchedAt }: PictureRecord) => (lastSeen ?? fetchedAt) < notSeenSince;
    const old = [...chats].filter(([, chat]) => everyRecord(chat, isOld));
    if (!force && old.length > MAX_ERASED && old.length > chats.size * MAX_SHARE) {
      collected.refused = old.length;
      return;
    }
    collected.chats = await this.#eraseAll(old, isOld, chats, collected);
  }

  /** Erases these of `chats`, unless a record of one no longer passes the test. Returns the erased ones. */
  async #eraseAll(
    found: readonly [ChatId, StoredChat | 'unreadable'][],
    test: (record: PictureRecord) => boolean,
    chats: Map<ChatId, StoredChat | 'unreadable'>,
    collected: Collected,
  ): Promise<ChatId[]> {
    const shown = new ShownPictures(chats.values());
    const all: ChatId[] = [];
    for (const [chatId, chat] of found) {
      const isShown = (hash: string) => shown.isShownBeside(chat, hash);
      const erased = await this.#options.eraseIf(chatId, (current) => everyRecord(current, test), isShown);
      if (erased === undefined) continue;
      collected.keys.push(...erased.keys);
      chats.delete(chatId);
      shown.remove(chat);
      all.push(chatId);
    }
    return all;
  }

  async #sweep(chats: ReadonlyMap<ChatId, StoredChat | 'unreadable'>, collected: Collected): Promise<void> {
    const { storage, owners, eraser } = this.#options;
    const images = (await storage.keys(IMAGES)).map((key) => key.split(':')[1] ?? '');
    const sizes = (await storage.keys(SIZES)).map((key) => key.split(':')[1] ?? '');
    const entries = await owners.all();

    const used = new Set<string>();
    const indexed = new Set(entries.map(({ hash, chatId }) => `${hash}:${chatId}`));
    for (const [chatId, chat] of chats) {
      for (const hash of chat === 'unreadable' ? [] : imagesOf(chat)) {
        used.add(hash);
        if (!indexed.has(`${hash}:${chatId}`)) await this.#repair(hash, chatId);
      }
    }
    const stale = [];
    for (const entry of entries) {
      const chat = chats.get(entry.chatId);
      if (chat !== undefined && chat !== 'unreadable' && imagesOf(chat).has(entry.hash)) continue;
      // The list is some time old: the chat may have got the picture since.
      if (await owners.isCurrent(entry)) used.add(entry.hash);
      else stale.push(entry);
    }
    for (const { hash, chatId } of stale) await owners.remove(hash, chatId);
    // A record that cannot be read may point at a picture that is not in the index.
    const isComplete = ![...chats.values()].includes('unreadable');
    const known = new Set(entries.map(({ hash }) => hash));
    for (const hash of new Set([...images, ...sizes])) {
      if (!isHash(hash) || used.has(hash) || !(isComplete || known.has(hash))) continue;
      collected.keys.push(...(await eraser.removeImage(hash)));
    }
  }

  /** A full store refuses the entry. The sweep goes on, because it makes room. */
  async #repair(hash: string, chatId: ChatId): Promise<void> {
    try {
      await this.#options.owners.add(hash, chatId);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
}

/** False for a chat without a readable record, such as a blocked one. */
function everyRecord(chat: StoredChat | 'unreadable', test: (record: PictureRecord) => boolean): boolean {
  return chat !== 'unreadable' && chat.records.size > 0 && [...chat.records.values()].every(test);
}
