import { type ChatId, ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { type GrowingPauseOptions, growingPause } from '../../lib/async/growingPause.js';
import { entryLimit } from '../../lib/memory/entryLimit.js';
import type { SharedFailure, SharedFailureMap } from './sharedFailures.js';

/** The longest that an error is cached, whatever its `Retry-After` says. In ms. */
const MAX_TTL_MS = 60 * 60 * 1000;

/** Back-off after a `rate-limited` error without `Retry-After`, in ms. */
const RATE_LIMITED_MS = 5_000;

/**
 * Pauses after errors that the same request is likely to get again: 500, 422, an answer that cannot be read, an image that cannot be
 * decoded; a session that is not connected, which is ready within seconds once it is started again; and a source that does not answer,
 * or cannot be reached.
 */
const PAUSES: Partial<Record<ChatPictureErrorCode, GrowingPauseOptions>> = {
  'server-error': { firstMs: 2_000, longestMs: 10 * 60_000 },
  'invalid-response': { firstMs: 2_000, longestMs: 10 * 60_000 },
  'session-not-ready': { firstMs: 2_000, longestMs: 60_000 },
  // A chat that hangs occupies one of the few calls to the source for the whole time-out.
  timeout: { firstMs: 2_000, longestMs: 60_000 },
  network: { firstMs: 1_000, longestMs: 30_000 },
};

export interface RememberOptions {
  leastMs?: number;
  pause?: GrowingPauseOptions;
}

interface Failure extends SharedFailure {
  /** On the monotonic clock, in ms. */
  until: number;
}

/**
 * Negative cache. Keeps the error of a chat, or of another key, and meanwhile nothing is asked or tried for it: for its `Retry-After`; for
 * 5 s if it is `rate-limited` without one; with a growing pause if it is a `server-error` or an `invalid-response` (2 s to 10 min),
 * `session-not-ready` or a `timeout` (2 s to 1 min), or `network` (1 s to 30 s). Other errors are not cached: the next request may
 * succeed. All replicas on one store share the failures.
 */
export class NegativeCache<Key extends string = ChatId> {
  readonly #clock: () => number;
  readonly #failures = new LRUCache<Key, Failure>(entryLimit(10_000));

  readonly #shared: SharedFailureMap | undefined;

  /** `clock` is monotonic, in ms. */
  constructor(clock: () => number, shared?: SharedFailureMap) {
    this.#clock = clock;
    this.#shared = shared;
  }

  /** `leastMs`: the shortest lifetime. `pause`: in place of that of the error's code. */
  remember(key: Key, error: ChatPictureError, { leastMs = 0, pause }: RememberOptions = {}): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const wait = Math.min(
      error.retryAfterMs ?? Math.max(leastMs, pauseAfter(error, count, pause)),
      MAX_TTL_MS,
    );
    if (wait <= 0) return;
    this.#failures.set(key, { error, until: this.#clock() + wait, count });
    // No request waits for it: another replica asks once more at worst.
    void this.#shared?.set(key, { error, count }, wait);
  }

  /** Keeps an error for `ms` that is no failure of the chat: it is not counted, and no other replica gets it. */
  hold(key: Key, error: ChatPictureError, ms: number): void {
    this.#failures.set(key, { error, until: this.#clock() + ms, count: this.#failures.get(key)?.count ?? 0 });
  }

  /** Call it before the source is asked. @throws {ChatPictureError} the failure that another replica got within its time. */
  async throwIfShared(key: Key): Promise<void> {
    const shared = await this.#shared?.get(key);
    if (shared === undefined) return;
    const { error, remainingMs } = shared;
    const count = Math.max(shared.count, this.#failures.get(key)?.count ?? 0);
    this.#failures.set(key, { error, until: this.#clock() + remainingMs, count });
    throw this.get(key) ?? error;
  }

  /** The source has answered about this chat. A further failure, such as that of its image, still counts as consecutive. */
  lift(key: Key): void {
    const failure = this.#failures.get(key);
    if (failure) failure.until = 0;
  }

  forget(key: Key): void {
    if (this.#failures.delete(key)) void this.#shared?.delete(key);
  }

  /** The cached error. `retryAfterMs` is the rest of its time. */
  get(key: Key): ChatPictureError | undefined {
    const failure = this.#failures.get(key);
    if (failure === undefined) return undefined;
    const { error, until } = failure;
    const remaining = until - this.#clock();
    if (remaining <= 0) return undefined;
    const { code, message, retryable, status } = error;
    return new ChatPictureError(code, message, { retryable, status, retryAfterMs: Math.ceil(remaining) });
  }

  /** For a refresh: only the source's own `Retry-After` holds it back. @throws {ChatPictureError} */
  throwIfLimited(key: Key): void {
    if (this.#failures.get(key)?.error.retryAfterMs === undefined) return;
    const error = this.get(key);
    if (error) throw error;
  }
}

function pauseAfter({ code }: ChatPictureError, count: number, pause = PAUSES[code]): number {
  if (code === 'rate-limited') return RATE_LIMITED_MS;
  return pause ? growingPause(pause, count) : 0;
}
