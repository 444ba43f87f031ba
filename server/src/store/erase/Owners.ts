import type { ChatId } from 'chat-avatar/wawp';
import { isObject } from '../../lib/isObject.js';
import { clockId, uptime } from '../../lib/machineClock.js';
import { numberIn } from '../../lib/numberIn.js';
import type { ChatRecords } from '../ChatRecords.js';
import { chatIdOfOwnerKey, OWNERS, ownerKey } from '../layout.js';
import { imagesOf } from '../StoredChat.js';
import type { StorageClient } from '../storage/StorageClient.js';

/** A writer may still be on its way from the index to the record. Longer than any write takes, in ms. */
const IN_PROGRESS_MS = 10 * 60 * 1000;

export interface OwnerEntry {
  hash: string;
  chatId: ChatId;
}

/**
 * Reverse index: the chats of each picture, so that erasing one chat needs no look at the others. An entry is written before the
 * picture and the record that it leads to, so that it may exist without them, but not the reverse.
 */
export class Owners {
  readonly #storage: StorageClient;
  readonly #records: ChatRecords;
  readonly #now: () => number;
  /** Not that of a test or of a caller, to which the clock of the machine says nothing. */
  readonly #isSystemClock: boolean;

  constructor(storage: StorageClient, records: ChatRecords, now: () => number) {
    this.#isSystemClock = now === Date.now;
    this.#storage = storage;
    this.#records = records;
    this.#now = now;
  }

  add(hash: string, chatId: ChatId): Promise<void> {
    const machine = { clock: clockId(), uptime: uptime() };
    return this.#storage.writeJson(ownerKey(hash, chatId), {
      at: this.#now(),
      ...(this.#isSystemClock && machine),
    });
  }

  remove(hash: string, chatId: ChatId): Promise<void> {
    return this.#storage.remove(ownerKey(hash, chatId));
  }

  /** The chats in the index, also those that had the picture once. One listing. */
  async of(hash: string): Promise<ChatId[]> {
    return (await this.#storage.keys(`${OWNERS}:${hash}`)).flatMap((key) => chatIdOfOwnerKey(key) ?? []);
  }

  /** Every entry. */
  all(): Promise<OwnerEntry[]> {
    return listEntries(this.#storage);
  }

  /** Whether a chat in the index has the picture now, or is just getting it. An unreadable record may point at it. */
  async isCurrent({ hash, chatId }: OwnerEntry): Promise<boolean> {
    const chat = await this.#records.readAny(chatId);
    if (chat === 'unreadable' || (chat && imagesOf(chat).has(hash))) return true;
    return this.#isInProgress({ hash, chatId });
  }

  /** On one machine, by its monotonic clock: a step of the system's clock must not make a write that goes on look old. */
  async #isInProgress({ hash, chatId }: OwnerEntry): Promise<boolean> {
    const value = await this.#storage.readJson(ownerKey(hash, chatId));
    if (!isObject(value)) return false;
    const isOfThisMachine = this.#isSystemClock && value.clock === clockId();
    const ageMs = isOfThisMachine ? uptime() - numberIn(value.uptime) : this.#now() - numberIn(value.at);
    return Math.abs(ageMs) < IN_PROGRESS_MS;
  }
}

/** One listing of the whole index. */
async function listEntries(storage: StorageClient): Promise<OwnerEntry[]> {
  return (await storage.keys(OWNERS)).flatMap((key) => {
    const chatId = chatIdOfOwnerKey(key);
    const hash = key.split(':')[1];
    return chatId && hash ? { hash, chatId } : [];
  });
}

/** The pictures that the index has for a chat, for one whose record cannot be read. One listing of the whole index. */
export async function indexedHashes(storage: StorageClient, chatId: ChatId): Promise<string[]> {
  const entries = await listEntries(storage);
  return entries.filter((entry) => entry.chatId === chatId).map(({ hash }) => hash);
}
