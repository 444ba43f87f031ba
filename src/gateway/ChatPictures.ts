import { LRUCache } from 'lru-cache';
import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../chat/ChatPictureError.js';
import { type ChatId, isBroadcastChatId } from '../chat/chatId.js';
import { Flights, type Seat } from './Flights.js';
import { Upstream, type UpstreamOptions } from './Upstream.js';

export interface ChatPicturesOptions extends UpstreamOptions {
  refreshCooldownMs: number;
}

/** More chats than people can refresh within a cool-down; it only bounds the memory. */
const MAX_COOLDOWNS = 10_000;

const NO_PICTURE: ChatPicture = { status: 'none', reason: 'empty' };

/** What the routes ask for pictures. Ordinary and refreshing calls are apart: the answer of one is not that of the other. */
export class ChatPictures {
  readonly #options: ChatPicturesOptions;
  readonly #upstream: Upstream;
  readonly #ordinary = new Flights<ChatPicture>();
  readonly #refreshing = new Flights<ChatPicture>();
  /** When a chat may be refreshed again, in ms since the epoch. */
  readonly #refreshableAt = new LRUCache<ChatId, number>({ max: MAX_COOLDOWNS });

  constructor(options: ChatPicturesOptions) {
    this.#options = options;
    this.#upstream = new Upstream(options);
  }

  /** The answer rejects with a `ChatPictureError`. */
  get(chatId: ChatId): Seat<ChatPicture> {
    if (isBroadcastChatId(chatId)) return { answer: Promise.resolve(NO_PICTURE), leave: () => {} };
    return this.#ordinary.join(chatId, (signal) => this.#upstream.ask(chatId, false, signal));
  }

  /**
   * Asks WhatsApp itself. Nobody can leave: once WhatsApp has been asked, that takes nothing back.
   *
   * @throws {ChatPictureError} `rate-limited` within the cool-down of this chat, when nothing is sent.
   */
  async refresh(chatId: ChatId): Promise<ChatPicture> {
    if (isBroadcastChatId(chatId)) return NO_PICTURE;
    if (!this.#refreshing.has(chatId)) {
      this.#upstream.throwIfPaused();
      this.#throwIfCoolingDown(chatId);
    }
    return this.#refreshing.join(chatId, (signal) => this.#refresh(chatId, signal)).answer;
  }

  async #refresh(chatId: ChatId, signal: AbortSignal): Promise<ChatPicture> {
    let waitMs = this.#options.refreshCooldownMs;
    try {
      return await this.#upstream.ask(chatId, true, signal);
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      waitMs = Math.max(waitMs, error.retryAfterMs ?? 0);
      throw error;
    } finally {
      // A failure counts too: WhatsApp may well have been asked.
      this.#refreshableAt.set(chatId, this.#options.now() + waitMs);
    }
  }

  #throwIfCoolingDown(chatId: ChatId): void {
    const retryAfterMs = (this.#refreshableAt.get(chatId) ?? 0) - this.#options.now();
    if (retryAfterMs <= 0) return;
    throw new ChatPictureError(
      'rate-limited',
      'This picture was refreshed a moment ago. WhatsApp answers empty to those who ask too often.',
      { retryAfterMs },
    );
  }
}
