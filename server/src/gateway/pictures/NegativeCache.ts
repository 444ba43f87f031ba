import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';

/** Nobody is kept waiting for longer, whatever `Retry-After` says. In ms. */
const LONGEST = 60 * 60 * 1000;

/** The back-off from a source that is asked too much and does not say when to come back, in ms. */
const BACK_OFF = 5_000;

interface Failure {
  error: ChatPictureError;
  /** In ms since the epoch. */
  until: number;
}

/**
 * Failures that say when to come back (`Retry-After`), and those of a source that is asked too much: it is not asked about
 * the chat before, however many look. Other failures are not remembered, for what has failed once may be mended by the next.
 */
export class NegativeCache {
  readonly #now: () => number;
  readonly #failures = new LRUCache<ChatId, Failure>({ max: 10_000 });

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `ms` is how long it stands, unless the error says so itself. */
  remember(chatId: ChatId, error: ChatPictureError, ms = 0): void {
    const wait = Math.min(error.retryAfterMs ?? (error.code === 'rate-limited' ? BACK_OFF : ms), LONGEST);
    if (wait > 0) this.#failures.set(chatId, { error, until: this.#now() + wait });
  }

  forget(chatId: ChatId): void {
    this.#failures.delete(chatId);
  }

  /** The error, with what is left of its `Retry-After`. */
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

  /** A person may ask again sooner than a list does, but not sooner than the source allows. */
  throwIfLimited(chatId: ChatId): void {
    const error = this.get(chatId);
    if (error?.retryAfterMs !== undefined) throw error;
  }
}
