import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import type { Lease, Release } from '../../store/Lease.js';

/** More chats than people can refresh within a cool-down; it only bounds the memory. */
const MAX_CHATS = 10_000;

/** No chat is closed to people for longer because the source said so, in ms. */
const LONGEST = 60 * 60 * 1000;

/** Nothing was sent. */
export class RefreshThrottledError extends ChatPictureError {
  constructor(retryAfterMs: number) {
    super(
      'rate-limited',
      'This picture was refreshed a moment ago. WhatsApp answers empty to those who ask too often.',
      { retryAfterMs },
    );
  }
}

export interface RefreshCooldownOptions {
  refreshCooldownMs: number;
  lease: Lease;
  now: () => number;
}

/** WhatsApp answers empty to those who ask it too often about a chat. As far as a lease of the storage holds, so does this. */
export class RefreshCooldown {
  readonly #options: RefreshCooldownOptions;
  /** When a chat may be refreshed again, in ms since the epoch. */
  readonly #endsAt = new LRUCache<ChatId, number>({ max: MAX_CHATS });
  /** What keeps the other gateways from a chat. */
  readonly #leases = new LRUCache<ChatId, Release>({ max: MAX_CHATS });

  constructor(options: RefreshCooldownOptions) {
    this.#options = options;
  }

  /** @throws {RefreshThrottledError} */
  throwIfCooling(chatId: ChatId): void {
    const retryAfterMs = (this.#endsAt.get(chatId) ?? 0) - this.#options.now();
    if (retryAfterMs > 0) throw new RefreshThrottledError(retryAfterMs);
  }

  /** @throws {RefreshThrottledError}, when another gateway has refreshed this chat. */
  async begin(chatId: ChatId): Promise<void> {
    const { lease, refreshCooldownMs } = this.#options;
    if (refreshCooldownMs <= 0) return;
    // By our clock our last one is over; the store may have another clock.
    await this.#leases
      .get(chatId)?.()
      .catch(() => undefined);
    // It ends when the cool-down does. One that cannot be had keeps nobody from work.
    const key = `refresh:${chatId}`;
    const acquired = await lease
      .acquire(key, refreshCooldownMs, { outlivesProcess: true })
      .catch(() => unleased);
    if (acquired === undefined) {
      const remaining = await lease.remaining(key).catch(() => refreshCooldownMs);
      throw new RefreshThrottledError(Math.max(1, remaining));
    }
    this.#leases.set(chatId, acquired);
  }

  /** From now on the chat cools down, for longer if the source asked for that. */
  end(chatId: ChatId, retryAfterMs: number): void {
    const { now, refreshCooldownMs } = this.#options;
    this.#endsAt.set(chatId, now() + Math.max(refreshCooldownMs, Math.min(retryAfterMs, LONGEST)));
  }
}

const unleased: Release = async () => undefined;
