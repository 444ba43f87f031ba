import type { ChatId } from 'chat-avatar/wawp';
import { backOff } from './backOff.js';

/** So many chats that fail, with no answer in between, mean that the service fails. */
const CHATS_TO_OPEN = 5;
/** After a pause, so many failures begin the next one (half-open). */
const FAILURES_TO_REOPEN = 3;
/** After so many pauses with no answer in between, a chat that was answered before is asked, however few chats failed. */
const PAUSES_TO_PROBE = 4;

export interface BreakerFailure {
  chatId: ChatId;
  /** Start of the attempt, in ms of `performance.now()`. */
  startedAt: number;
  /** Whether this failure alone is enough for a pause, such as `rate-limited`. */
  pauses: boolean;
  retryAfterMs?: number;
}

/**
 * Circuit breaker: tells a service that fails from chats that fail. Five different chats that fail with no answer in between
 * blame the service: it opens, and no chat is tried for a pause, which doubles until the service answers. An answer proves
 * that the failures before it were of their chats: those no longer count as evidence against the service. All times are in ms
 * on the monotonic clock.
 */
export class CircuitBreaker {
  readonly #backOffMs: number;
  /** Chats that failed since the last answer, and never before an earlier one. */
  readonly #suspects = new Set<ChatId>();
  /** Chats that failed before another chat was answered. */
  readonly #ownFaults = new Set<ChatId>();
  #failures = 0;
  #pauses = 0;
  #pausedAt = Number.NEGATIVE_INFINITY;
  #failingSince: number | undefined;

  constructor(backOffMs: number) {
    this.#backOffMs = backOffMs;
  }

  /** Whether the service counts as failing. Its failures then say nothing about a chat. */
  get isOpen(): boolean {
    return this.#pauses > 0 && this.#suspects.size > 0;
  }

  /** Whether so many chats failed, or so often, that only a chat that was answered before can tell a broken service from broken chats. */
  get needsProbe(): boolean {
    return this.#hasManySuspects || this.#pauses >= PAUSES_TO_PROBE;
  }

  get #hasManySuspects(): boolean {
    return this.#suspects.size >= CHATS_TO_OPEN;
  }

  /** Time since the first failure without an answer; 0 if the service answers. */
  get failingForMs(): number {
    return this.#failingSince === undefined ? 0 : performance.now() - this.#failingSince;
  }

  answered(): void {
    for (const chatId of this.#suspects) this.#ownFaults.add(chatId);
    this.#suspects.clear();
    this.#failures = 0;
    this.#pauses = 0;
    this.#failingSince = undefined;
  }

  /** Returns the duration of the pause that this failure begins; 0 for none. */
  failed({ chatId, startedAt, pauses, retryAfterMs }: BreakerFailure): number {
    if (!this.#ownFaults.has(chatId)) {
      this.#failingSince ??= startedAt;
      this.#suspects.add(chatId);
      if (startedAt >= this.#pausedAt) this.#failures += 1;
    }
    const isEnough = this.#pauses === 0 ? this.#hasManySuspects : this.#failures >= FAILURES_TO_REOPEN;
    if (!pauses && !isEnough) return 0;
    // An attempt from before the pause is no evidence that the pause was too short.
    if (startedAt < this.#pausedAt) return retryAfterMs ?? 0;
    return this.pause(retryAfterMs);
  }

  /** Returns the duration of the next pause. */
  pause(retryAfterMs?: number): number {
    this.#failures = 0;
    this.#pauses += 1;
    this.#pausedAt = performance.now();
    return backOff(this.#backOffMs, this.#pauses, retryAfterMs);
  }
}
