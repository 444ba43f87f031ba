import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { entryLimit } from '../../lib/memory/entryLimit.js';
import type { Lease, Release } from '../../store/lease/Lease.js';

/** More chats than people can refresh within a cool-down. Bounds the memory. */
const MAX_CHATS = 10_000;

/** The longest cool-down that a source's `Retry-After` can cause, in ms. */
const MAX_COOLDOWN_MS = 60 * 60 * 1000;

/** The chat is in its cool-down, and nothing was sent. */
export class RefreshThrottledError extends ChatPictureError {
  constructor(retryAfterMs: number) {
    super(
      'rate-limited',
      'This picture was refreshed a moment ago. WhatsApp answers empty when it is asked too often.',
      { retryAfterMs },
    );
  }
}

export interface RefreshCooldownOptions {
  refreshCooldownMs: number;
  lease: Lease;
  /** Gateways of other sources have a cool-down of their own. */
  namespace: string;
  /** Monotonic, in ms. */
  clock: () => number;
}

/**
 * Throttle for refreshes, one per chat, because WhatsApp answers empty when it is asked too often. A lease extends it to all
 * gateways that the lease reaches (see `Lease.scope`).
 */
export class RefreshCooldown {
  readonly #options: RefreshCooldownOptions;
  /** When a chat may be refreshed again, on the monotonic clock, in ms. */
  readonly #endsAt = new LRUCache<ChatId, number>(entryLimit(MAX_CHATS));
  /** The leases that hold the other gateways back. */
  readonly #leases = new LRUCache<ChatId, Release>(entryLimit(MAX_CHATS));

  constructor(options: RefreshCooldownOptions) {
    this.#options = options;
  }

  /** @throws {RefreshThrottledError} */
  throwIfCooling(chatId: ChatId): void {
    const retryAfterMs = (this.#endsAt.get(chatId) ?? 0) - this.#options.clock();
    if (retryAfterMs > 0) throw new RefreshThrottledError(retryAfterMs);
  }

  /** @throws {RefreshThrottledError} when another gateway has refreshed this chat. */
  async begin(chatId: ChatId): Promise<void> {
    const { lease, namespace, refreshCooldownMs } = this.#options;
    if (refreshCooldownMs <= 0) return;
    // By the gateway's clock the last lease is over, but the store's clock may differ.
    await this.#leases
      .get(chatId)?.()
      .catch(() => undefined);
    // The lease ends with the cool-down. If the store fails, the refresh goes on without one.
    const key = `refresh:${namespace}:${chatId}`;
    const acquired = await lease
      .acquire(key, refreshCooldownMs, { outlivesProcess: true })
      .catch(() => unleased);
    if (acquired === undefined) {
      const remaining = await lease.remaining(key).catch(() => refreshCooldownMs);
      throw new RefreshThrottledError(Math.max(1, remaining));
    }
    this.#leases.set(chatId, acquired);
  }

  /** Starts the cool-down, which is longer if the source's `Retry-After` is. */
  end(chatId: ChatId, retryAfterMs: number): void {
    const { clock, refreshCooldownMs } = this.#options;
    this.#endsAt.set(chatId, clock() + Math.max(refreshCooldownMs, Math.min(retryAfterMs, MAX_COOLDOWN_MS)));
  }
}

const unleased: Release = async () => undefined;
