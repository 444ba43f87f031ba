import type { ChatId } from 'chat-avatar/wawp';
import { inParallel } from '../../lib/async/inParallel.js';
import type { ChatRecords } from '../ChatRecords.js';
import { IMAGES, isHash, SIZES } from '../layout.js';
import type { PictureRecord } from '../PictureRecord.js';
import { imagesOf, type StoredChat } from '../StoredChat.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { isFull, mayBeOfOneValue, readOr } from '../storage/StoreError.js';
import type { Blocks } from './Blocks.js';
import type { VersionsErased } from './EarlierVersions.js';
import { EraseErrors } from './EraseErrors.js';
import type { Erased, EraseOptions, Eraser } from './Eraser.js';
import type { OwnerEntry, Owners } from './Owners.js';
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
  /** Number of erased records of chats without a picture, after their answers have expired. */
  answers: number;
  /** The removed keys, of records, pictures and sizes. */
  keys: string[];
  /** Number of chats whose records cannot be read. They stay. */
  unreadable: number;
  /** Number of chats and pictures that the store did not let go. The next collection tries again. */
  failed: number;
  /** Number of chats that `keepMs` would have erased, if the sanity limit stopped it. No chat was erased then. */
  refused?: number;
  /** Absent if there were no earlier versions. */
  versions?: VersionsErased;
}

const DAY = 24 * 60 * 60 * 1000;

/** Sanity limit: more chats than this, and more than a third of all, are not erased at once. A clock that is wrong looks like this. */
const MAX_ERASED = 10;
const MAX_SHARE = 1 / 3;

export const nothingCollected = (): Collected => ({
  chats: [],
  answers: 0,
  keys: [],
  unreadable: 0,
  failed: 0,
});

/** Each erases one chat or picture, of which it holds the bytes in memory for a moment. */
const CONCURRENCY = 16;

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

/** One collection. */
interface Run {
  /** The chats that are not erased. */
  chats: Map<ChatId, StoredChat | 'unreadable'>;
  /** The pictures of the erased ones. */
  former: Set<string>;
  errors: EraseErrors;
  collected: Collected;
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

  /** Adds what it erases to `collected`, which holds it after an error too. */
  async collect({ keepMs, force = false }: CollectOptions, collected: Collected): Promise<void> {
    const now = this.#options.now();
    const run: Run = { chats: new Map(), former: new Set(), errors: new EraseErrors(), collected };
    for await (const { chatId, chat } of this.#options.records.list()) run.chats.set(chatId, chat);
    collected.unreadable = [...run.chats.values()].filter((chat) => chat === 'unreadable').length;
    try {
      await this.#eraseBlocked(run);
      await this.#eraseAnswers(run, now);
      if (keepMs !== undefined) await this.#eraseOld(run, now - keepMs, force);
      await this.#sweep(run);
    } finally {
      collected.failed = run.errors.count;
    }
    run.errors.throwIfAll();
  }

  /** Blocked chats that a process has written before it was killed. */
  async #eraseBlocked({ chats, errors, collected }: Run) {
    const { blocks, eraser } = this.#options;
    await inParallel(await blocks.all(), CONCURRENCY, async (chatId) => {
      const chat = chats.get(chatId);
      if (typeof chat === 'object' && chat.blockedSince !== undefined) return;
      const erase = async () => {
        const blockedSince = await blocks.since(chatId);
        return blockedSince === undefined ? undefined : eraser.erase(chatId, { blockedSince });
      };
      const erased = await errors.try(erase());
      if (erased === undefined) return;
      collected.keys.push(...erased.keys);
      chats.delete(chatId);
    });
  }

  /**
   * Negative answers, such as those about numbers that were tried once, from 24 h after the answer on. Not sooner: until then an answer is
   * fresh, and without its record the chat would be requested twice in a day.
   */
  async #eraseAnswers(run: Run, now: number) {
    const isExpired = ({ image, fetchedAt }: PictureRecord) => image === undefined && fetchedAt < now - DAY;
    const expired = [...run.chats].filter(([, chat]) => everyRecord(chat, isExpired));
    await this.#eraseAll(run, expired, isExpired, () => {
      run.collected.answers += 1;
    });
  }

  async #eraseOld(run: Run, notSeenSince: number, force: boolean) {
    const { chats, collected } = run;
    const isOld = ({ lastSeen, fetchedAt }: PictureRecord) => (lastSeen ?? fetchedAt) < notSeenSince;
    const old = [...chats].filter(([, chat]) => everyRecord(chat, isOld));
    if (!force && old.length > MAX_ERASED && old.length > chats.size * MAX_SHARE) {
      collected.refused = old.length;
      return;
    }
    await this.#eraseAll(run, old, isOld, (chatId) => collected.chats.push(chatId));
  }

  /**
   * Erases these chats, unless a record of one no longer passes the test. Of a picture that several of them have, each sees that another
   * one has it too: the sweep erases it.
   */
  async #eraseAll(
    { chats, former, errors, collected }: Run,
    found: readonly [ChatId, StoredChat | 'unreadable'][],
    test: (record: PictureRecord) => boolean,
    onErased: (chatId: ChatId) => void,
  ): Promise<void> {
    const shown = new ShownPictures(chats.values());
    await inParallel(found, CONCURRENCY, async ([chatId, chat]) => {
      const isShown = (hash: string) => shown.isShownBeside(chat, hash);
      const erasing = this.#options.eraseIf(chatId, (current) => everyRecord(current, test), isShown);
      const erased = await errors.try(erasing);
      if (erased === undefined) return;
      collected.keys.push(...erased.keys);
      chats.delete(chatId);
      shown.remove(chat);
      for (const hash of chat === 'unreadable' ? [] : imagesOf(chat)) former.add(hash);
      onErased(chatId);
    });
  }

  async #sweep({ chats, former, errors, collected }: Run): Promise<void> {
    const { storage, owners, eraser } = this.#options;
    const images = (await storage.keys(IMAGES)).map((key) => key.split(':')[1] ?? '');
    const sizes = (await storage.keys(SIZES)).map((key) => key.split(':')[1] ?? '');
    const entries = await owners.all();

    const used = new Set<string>();
    const indexed = new Set(entries.map(({ hash, chatId }) => `${hash}:${chatId}`));
    const notIndexed: OwnerEntry[] = [];
    for (const [chatId, chat] of chats) {
      for (const hash of chat === 'unreadable' ? [] : imagesOf(chat)) {
        used.add(hash);
        if (!indexed.has(`${hash}:${chatId}`)) notIndexed.push({ hash, chatId });
      }
    }
    await inParallel(notIndexed, CONCURRENCY, (entry) => this.#repair(entry));
    const questionable = entries.filter(({ hash, chatId }) => {
      const chat = chats.get(chatId);
      return chat === undefined || chat === 'unreadable' || !imagesOf(chat).has(hash);
    });
    const stale: OwnerEntry[] = [];
    await inParallel(questionable, CONCURRENCY, async (entry) => {
      // The list is some time old: the chat may have got the picture since.
      if (await readOr(owners.isCurrent(entry), true)) used.add(entry.hash);
      else stale.push(entry);
    });
    await inParallel(stale, CONCURRENCY, ({ hash, chatId }) => errors.try(owners.remove(hash, chatId)));
    // A record that cannot be read may point at a picture that is not in the index.
    const isComplete = ![...chats.values()].includes('unreadable');
    const known = new Set([...former, ...entries.map(({ hash }) => hash)]);
    const unused = [...new Set([...images, ...sizes])].filter(
      (hash) => isHash(hash) && !used.has(hash) && (isComplete || known.has(hash)),
    );
    await inParallel(unused, CONCURRENCY, async (hash) => {
      collected.keys.push(...((await errors.try(eraser.removeImage(hash))) ?? []));
    });
  }

  /** A full store refuses the entry. The sweep goes on, because it makes room. */
  async #repair({ hash, chatId }: OwnerEntry): Promise<void> {
    try {
      await this.#options.owners.add(hash, chatId);
    } catch (error) {
      if (!isFull(error) && !mayBeOfOneValue(error)) throw error;
    }
  }
}

/** False for a chat without a readable record, such as a blocked one. */
function everyRecord(chat: StoredChat | 'unreadable', test: (record: PictureRecord) => boolean): boolean {
  return chat !== 'unreadable' && chat.records.size > 0 && [...chat.records.values()].every(test);
}
