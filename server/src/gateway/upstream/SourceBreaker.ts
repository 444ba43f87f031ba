import { type ChatId, ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { untilAborted } from '../../lib/async/untilAborted.js';
import type { Emit } from '../emitter.js';
import { type GrowingPauseOptions, growingPause } from './growingPause.js';

/**
 * The pauses after errors that concern every chat, in ms: a token that the source refuses, and a session that is stopped, which is ready
 * within seconds once it is started again.
 */
const PAUSES: Partial<Record<ChatPictureErrorCode, GrowingPauseOptions>> = {
  unauthorized: { firstMs: 60_000, longestMs: 10 * 60_000 },
  'session-not-ready': { firstMs: 2_000, longestMs: 60_000 },
};

/** `session-not-ready` may be the answer about a single chat. So many chats in a row, with no answer in between, mean the session. */
const CHATS_OF_A_STOPPED_SESSION = 3;

/** The longest pause that a source's `Retry-After` can cause, in ms. */
const MAX_PAUSE_MS = 60 * 60 * 1000;

/** A call to the source. `end` is called at last, also if it was not sent. */
export interface BreakerCall {
  answered(): void;
  failed(error: ChatPictureError): void;
  end(): void;
}

export interface SourceBreakerOptions {
  /** Monotonic, in ms. */
  clock: () => number;
  emit: Emit;
}

/**
 * Circuit breaker. Pauses the source after an error that further calls would get as well: every call then rejects with that error. After
 * a pause, one call is sent (half-open), and the others wait for its result. If it fails too, the next pause is longer.
 */
export class SourceBreaker {
  readonly #options: SourceBreakerOptions;
  #pause: { error: ChatPictureError; until: number } | undefined;
  /** Number of consecutive pauses. */
  #pauses = 0;
  /** The chats whose last answer was `session-not-ready`, since the last other answer. */
  readonly #notReady = new Set<ChatId>();
  /** The call after a pause. Resolves when it has ended. */
  #probe: Promise<void> | undefined;

  constructor(options: SourceBreakerOptions) {
    this.#options = options;
  }

  /** @throws {ChatPictureError} the error that caused the pause. */
  throwIfPaused(): void {
    if (this.#pause === undefined) return;
    const { error, until } = this.#pause;
    const retryAfterMs = until - this.#options.clock();
    if (retryAfterMs <= 0) return;
    const { code, message, status } = error;
    throw new ChatPictureError(code, message, { retryable: false, retryAfterMs, status });
  }

  /** Call it before the source is asked. @throws {ChatPictureError} during a pause; the signal's reason. */
  async begin(chatId: ChatId, signal: AbortSignal): Promise<BreakerCall> {
    for (;;) {
      this.throwIfPaused();
      if (this.#probe === undefined) break;
      await untilAborted(this.#probe, signal);
    }
    const isProbe = this.#pause !== undefined;
    let end = () => {};
    if (isProbe) {
      this.#probe = new Promise((resolve) => {
        end = () => {
          this.#probe = undefined;
          resolve();
        };
      });
    }
    return {
      answered: () => this.#answered(isProbe),
      failed: (error) => this.#failed(chatId, error),
      end: () => end(),
    };
  }

  #answered(isProbe: boolean): void {
    this.#notReady.clear();
    // The answer to a call from before the pause is no proof that it is over.
    if (this.#pause !== undefined && !isProbe) return;
    this.#pause = undefined;
    this.#pauses = 0;
  }

  #failed(chatId: ChatId, error: ChatPictureError): void {
    const { clock, emit } = this.#options;
    // The calls that were in progress fail too, and count as one failure.
    const isPaused = this.#pause !== undefined && this.#pause.until > clock();
    const pause = PAUSES[error.code];
    if (pause === undefined || isPaused) return;
    if (error.code === 'session-not-ready') {
      this.#notReady.add(chatId);
      if (this.#pause === undefined && this.#notReady.size < CHATS_OF_A_STOPPED_SESSION) return;
    }
    this.#pauses += 1;
    const waitMs = Math.max(growingPause(pause, this.#pauses), error.retryAfterMs ?? 0);
    const durationMs = Math.round(Math.min(waitMs, MAX_PAUSE_MS));
    this.#pause = { error, until: clock() + durationMs };
    emit({ type: 'source-paused', durationMs });
  }
}
