import { createHash } from 'node:crypto';
import type { ChatId } from 'chat-avatar/wawp';
import { inParallel } from '../../lib/async/inParallel.js';
import { isObject } from '../../lib/isObject.js';
import { clockId, preciseUptime } from '../../lib/machineClock.js';
import { numberIn } from '../../lib/numberIn.js';
import { SETTINGS, settingKey } from '../layout.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { isFull } from '../storage/StoreError.js';
import { hasErasureMark, readErasureMark } from './erasureMark.js';

/** When something happened: by the clock of the machine, which no step of the system's clock moves, and by the system's clock, in ms. */
export interface Moment {
  clock: string;
  uptime: number;
  at: number;
}

export const moment = (): Moment => ({ clock: clockId(), uptime: preciseUptime(), at: Date.now() });

/** The clocks of two machines may differ by so much, in ms. */
const CLOCK_SKEW_MS = 60_000;

/** No write takes longer, and no picture waits in memory for longer. In ms. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

const PREFIX = settingKey('forgotten-');
const CONCURRENCY = 16;

/** A hash, because the key must not tell the number of a person who was forgotten. */
const keyOf = (chatId: ChatId) => `${PREFIX}${createHash('sha256').update(chatId).digest('hex')}`;

/**
 * The chats that were forgotten in the last day without a block, for writers that have begun before. `forget` writes its mark before it
 * erases, and a writer looks for one after it has written: at least one of them sees the other. A store without writers gets no mark.
 */
export class ForgottenChats {
  readonly #storage: StorageClient;
  #announced: Promise<unknown> | undefined;

  constructor(storage: StorageClient) {
    this.#storage = storage;
  }

  /** Call it before work on a chat begins. The first call makes `forget` write its marks from now on. */
  async announce(): Promise<void> {
    this.#announced ??= readErasureMark(this.#storage);
    try {
      await this.#announced;
    } catch (error) {
      this.#announced = undefined;
      throw error;
    }
  }

  /** Resolves to whether the store has writers. */
  async add(chatId: ChatId): Promise<boolean> {
    if (!(await hasErasureMark(this.#storage))) return false;
    try {
      await this.#storage.writeJson(keyOf(chatId), moment());
    } catch (error) {
      // Without its mark, the chat is erased all the same, which makes room.
      if (!isFull(error)) throw error;
    }
    return true;
  }

  /** Whether the chat was forgotten after work on it has begun. */
  async has(chatId: ChatId, begun: Moment): Promise<boolean> {
    const mark = await this.#storage.readJson(keyOf(chatId));
    if (!isObject(mark)) return false;
    if (mark.clock === begun.clock) return numberIn(mark.uptime) >= begun.uptime;
    return numberIn(mark.at) > begun.at - CLOCK_SKEW_MS;
  }

  /** Whether a chat has a mark, for work on many chats. One listing. */
  async list(): Promise<(chatId: ChatId) => boolean> {
    const marks = new Set(await this.#keys());
    return (chatId) => marks.has(keyOf(chatId));
  }

  /** Removes the marks that no writer needs any more. */
  async removeOld(): Promise<void> {
    await inParallel(await this.#keys(), CONCURRENCY, async (key) => {
      const mark = await this.#storage.readJson(key);
      const age = isObject(mark) ? Date.now() - numberIn(mark.at) : Number.NaN;
      if (!(Math.abs(age) < LIFETIME_MS)) await this.#storage.remove(key);
    });
  }

  /** Of all marks. */
  async #keys(): Promise<string[]> {
    return (await this.#storage.keys(SETTINGS)).filter((key) => key.startsWith(PREFIX));
  }
}
