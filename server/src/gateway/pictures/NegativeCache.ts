import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';

/** The longest that an error is cached, whatever its `Retry-After` says. In ms. */
const MAX_TTL_MS = 60 * 60 * 1000;

/** Back-off after a `rate-limited` error without `Retry-After`, in ms. */
const BACK_OFF_MS = 5_000;

interface Failure {
  error: ChatPictureError;
  /** In ms since the epoch. */
  until: number;
}

/**
 * Negative cache. Keeps the errors of a chat that carry `Retry-After` or are `rate-limited`, and sends nothing to the source
 * for that chat until then. Other errors are not cached: the next request may succeed.
 */
export class NegativeCache {
  readonly #now: () => number;
  readonly #failures = new LRUCache<ChatId, Failure>({ max: 10_000 });

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `ms` is the lifetime of an error without `Retry-After`. */
  remember(chatId: ChatId, error: ChatPictureError, ms = 0): void {
    const wait = Math.min(
      error.retryAfterMs ?? (error.code === 'rate-limited' ? BACK_OFF_MS : ms),
      MAX_TTL_MS,
    );
    if (wait > 0) this.#failures.set(chatId, { error, until: this.#now() + wait });
  }

  forget(chatId: ChatId): void {
    this.#failures.delete(chatId);
  }

  /** The cached error, with the rest of its `Retry-After`. */
  get(chatId: ChatId): ChatPictureError | undefined {
    const failure = this.#failures.get(chatId);
    if (failure === undefined) return undefined;
    const { error, until } = failure;
    const remaining = until - this.#now();
    if (remaining <= 0) return undefined;
    if (error.retryAfterMs === undefined) return error;
    const { code, message, retryable, status } = error;
    return new ChatPictureError(code, message, { retryable, status, retryAfterMs: remaining });
  }

  /** For a refresh: only the source's own `Retry-After` holds it back. @throws {ChatPictureError} */
  throwIfLimited(chatId: ChatId): void {
    const error = this.get(chatId);
    if (error?.retryAfterMs !== undefined) throw error;
  }
}
