import type { ChatId } from 'chat-avatar/wawp';
import { entryLimit } from '../lib/memory/entryLimit.js';
import { ProcessBound } from '../lib/memory/ProcessBound.js';
import { parseJson } from '../lib/parseJson.js';
import { CHATS, chatIdOfKey, chatKey, draftKey } from './layout.js';
import { readStoredChat, type StoredChat } from './StoredChat.js';
import type { StorageClient } from './storage/StorageClient.js';
import { readOr, StoreError } from './storage/StoreError.js';

/** A value in the store that cannot be used, and therefore counts as missing. */
export interface StoreProblem {
  kind: 'damaged-record' | 'damaged-image' | 'damaged-size' | 'missing-image' | 'foreign-key';
  key: string;
}

export interface ListedChat {
  chatId: ChatId;
  /** `unreadable`: damaged, of a newer version, or the store does not return it. */
  chat: StoredChat | 'unreadable';
}

/** A record of some 500 bytes and its text. */
const MAX_PARSED = 10_000;
const bound = new ProcessBound(MAX_PARSED);

/** Number of records that are read at once while all are listed. */
const LIST_CONCURRENCY = 32;

/**
 * The records of a store, by chat. Where writes are not atomic, a record is written to a draft first, and read from there if a
 * crash has torn it.
 */
export class ChatRecords {
  readonly #storage: StorageClient;
  /** The last text of each chat with its parsed record, because parsing costs more than reading. An entry is used for the same text only. */
  readonly #parsed = bound.createCache<ChatId, { text: string; chat: StoredChat }>(entryLimit(MAX_PARSED));
  readonly #report: (kind: StoreProblem['kind'], key: string) => void;

  constructor(storage: StorageClient, report: (kind: StoreProblem['kind'], key: string) => void) {
    this.#storage = storage;
    this.#report = report;
  }

  /** @throws {StoreError} `newer-version`. */
  async read(chatId: ChatId): Promise<StoredChat | undefined> {
    const key = chatKey(chatId);
    const value = await this.#storage.readJson(key);
    if (value === undefined) return undefined;
    const chat = readStoredChat(value);
    if (chat === 'newer') throw newerVersion();
    if (chat !== 'damaged') return chat;
    this.#report('damaged-record', key);
    return this.#storage.atomicWrites ? undefined : this.#readDraft(chatId);
  }

  /**
   * The records of many chats, in one round trip where the storage can. A chat that is missing in the result has to be read by `read`:
   * its record is damaged or of a newer version.
   */
  async readMany(chatIds: readonly ChatId[]): Promise<Map<ChatId, StoredChat | undefined>> {
    const texts = await this.#storage.readTexts(chatIds.map(chatKey));
    const chats = new Map<ChatId, StoredChat | undefined>();
    for (const [index, chatId] of chatIds.entries()) {
      const text = texts[index];
      const chat = text === undefined ? undefined : this.#parse(chatId, text);
      if (text === undefined || chat !== undefined) chats.set(chatId, chat);
    }
    return chats;
  }

  /** The same for a chat that is erased or counted: a record that cannot be read is `unreadable`. */
  readAny(chatId: ChatId): Promise<StoredChat | 'unreadable' | undefined> {
    const read = async () => {
      const chat = await this.read(chatId);
      if (chat) return chat;
      return (await this.#storage.has(chatKey(chatId))) ? 'unreadable' : undefined;
    };
    return readOr(read(), 'unreadable');
  }

  /** `isFirst`: the chat had no record before, so that a torn write loses nothing. */
  async write(chatId: ChatId, value: object, { isFirst }: { isFirst: boolean }): Promise<void> {
    if (!this.#storage.atomicWrites && !isFirst) await this.#storage.writeJson(draftKey(chatId), value);
    await this.#storage.writeJson(chatKey(chatId), value);
  }

  /** Returns the removed keys. `isStored`: the record was just read, which saves the look for it. */
  async remove(chatId: ChatId, { isStored = false }: { isStored?: boolean } = {}): Promise<string[]> {
    const drafts = await this.removeDraft(chatId);
    const key = chatKey(chatId);
    if (!isStored) return [...drafts, ...(await this.#removeAll([key]))];
    await this.#storage.remove(key);
    return [...drafts, key];
  }

  /** Returns the removed keys. */
  async removeDraft(chatId: ChatId): Promise<string[]> {
    return this.#storage.atomicWrites ? [] : this.#removeAll([draftKey(chatId)]);
  }

  async #removeAll(keys: readonly string[]): Promise<string[]> {
    const removed = [];
    for (const key of keys) {
      if (!(await this.#storage.has(key))) continue;
      await this.#storage.remove(key);
      removed.push(key);
    }
    return removed;
  }

  /** All chats, in no order. Chats that are written after the start may be missing. */
  async *list(): AsyncGenerator<ListedChat> {
    const keys = await this.#storage.keys(CHATS);
    for (let start = 0; start < keys.length; start += LIST_CONCURRENCY) {
      const reading = keys.slice(start, start + LIST_CONCURRENCY).map((key) => this.#readListed(key));
      for (const listed of await Promise.all(reading)) if (listed) yield listed;
    }
  }

  async #readListed(key: string): Promise<ListedChat | undefined> {
    const chatId = chatIdOfKey(key);
    if (chatId === undefined) {
      this.#report('foreign-key', key);
      return undefined;
    }
    const chat = await this.readAny(chatId);
    return chat && { chatId, chat };
  }

  #parse(chatId: ChatId, text: string): StoredChat | undefined {
    const known = this.#parsed.get(chatId);
    if (known?.text === text) return known.chat;
    const chat = readStoredChat(parseJson(text));
    if (typeof chat !== 'object') return undefined;
    this.#parsed.set(chatId, { text, chat });
    return chat;
  }

  async #readDraft(chatId: ChatId): Promise<StoredChat | undefined> {
    const draft = readStoredChat(await this.#storage.readJson(draftKey(chatId)));
    return typeof draft === 'object' ? draft : undefined;
  }
}

export function newerVersion(): StoreError {
  return new StoreError(
    'newer-version',
    'The picture store has a record of a newer version of chat-avatar-server, which is left as it is. Update this program, or use another store.',
  );
}
