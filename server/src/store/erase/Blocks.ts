import type { ChatId } from 'chat-avatar/wawp';
import { isObject } from '../../lib/isObject.js';
import { numberIn } from '../../lib/numberIn.js';
import { BLOCKED, blockedKey, chatIdOfKey } from '../layout.js';
import type { StorageClient } from '../storage/StorageClient.js';

/**
 * The blocked chats. A tombstone in place of the record says the same, but a process that had read the record before can write over
 * it; a block has a key of its own, which no load writes.
 */
export class Blocks {
  readonly #storage: StorageClient;

  constructor(storage: StorageClient) {
    this.#storage = storage;
  }

  add(chatId: ChatId, since: number): Promise<void> {
    return this.#storage.writeJson(blockedKey(chatId), { since });
  }

  remove(chatId: ChatId): Promise<void> {
    return this.#storage.remove(blockedKey(chatId));
  }

  /** In ms since the epoch. `undefined` if the chat is not blocked. */
  async since(chatId: ChatId): Promise<number | undefined> {
    const value = await this.#storage.readJson(blockedKey(chatId));
    if (value === undefined) return undefined;
    // A damaged block still is one.
    const since = isObject(value) ? numberIn(value.since) : 0;
    return Number.isFinite(since) && since >= 0 ? since : 0;
  }

  async all(): Promise<ChatId[]> {
    return (await this.#storage.keys(BLOCKED)).flatMap((key) => chatIdOfKey(key) ?? []);
  }
}
