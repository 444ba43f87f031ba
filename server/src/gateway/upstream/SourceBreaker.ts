import { type ChatId, ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { delay } from '../../lib/async/delay.js';
import { type GrowingPauseOptions, growingPause } from '../../lib/async/growingPause.js';
import { untilAborted } from '../../lib/async/untilAborted.js';
import type { Emit } from '../emitter.js';
import type { RemainingFailure, SharedFailures } from './sharedFailures.js';

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

/** How often to look whether the call of another gateway after a pause has ended, in ms. */
const POLL_MS = 100;

export interface SourceBreakerOptions {
  source: { id: string };
  /** The longest that a call takes, in ms. */
  timeoutMs: number;
  /** The pauses of other gateways. `undefined`: they are not shared. */
  failures: SharedFailures | undefined;
  /** Monotonic, in ms. */
  clock: () => number;
  emit: Emit;
}

/**
 * Circuit breaker. Pauses the source after an error that further calls would get as well: every call then rejects with that error. After
 * a pause, one call is sent (half-open), and the others wait for its result. If it fails too, the next pause is longer.
 *
 * Gateways on one store that were refused share their pauses, and the call after one. A gateway that was not refused asks: during a roll-out,
 * it may have a new token.
 */
export class SourceBreaker {
  readonly #options: SourceBreakerOptions;
  readonly #key: string;
  readonly #claimKey: string;
  #pause: { error: ChatPictureError; until: number } | undefined;
  /** Number of consecutive pauses. */
  #pauses = 0;
  /** The chats with `session-not-ready` as their last answer, since the last other answer. */
  readonly #notReady = new Set<ChatId>();
  /** The call after a pause. Resolves when it has ended. */
  #probe: Promise<void> | undefined;

  constructor(options: SourceBreakerOptions) {
    this.#options = options;
    this.#key = `source ${options.source.id}`;
    this.#claimKey = `probe of ${this.#key}`;
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
    const call = {
      answered: () => this.#answered(isProbe),
      failed: (error: ChatPictureError) => this.#failed(chatId, error, isProbe),
    };
    if (!isProbe) return { ...call, end: () => {} };
    const end = this.#startProbe();
    try {
      await this.#claimProbe(signal);
    } catch (thrown) {
      end();
      throw thrown;
    }
    return {
      ...call,
      end: () => {
        void this.#options.failures?.delete(this.#claimKey);
        end();
      },
    };
  }

  /** Returns the function that ends it. */
  #startProbe(): () => void {
    let resolve = () => {};
    this.#probe = new Promise<void>((fulfil) => {
      resolve = fulfil;
    });
    return () => {
      this.#probe = undefined;
      resolve();
    };
  }

  /** Waits for the call of another gateway. @throws {ChatPictureError} if that has begun the next pause; the signal's reason. */
  async #claimProbe(signal: AbortSignal): Promise<void> {
    const { failures, timeoutMs } = this.#options;
    if (failures === undefined) return;
    await this.#adoptPause(failures);
    while (!(await failures.claim(this.#claimKey, timeoutMs))) {
      await delay(POLL_MS, signal);
      await this.#adoptPause(failures);
    }
    try {
      // Another gateway may have had the claim since the first look, and have been refused.
      await this.#adoptPause(failures);
    } catch (thrown) {
      void failures.delete(this.#claimKey);
      throw thrown;
    }
  }

  /** @throws {ChatPictureError} if another gateway has begun a pause. */
  async #adoptPause(failures: SharedFailures): Promise<void> {
    const other = await failures.get(this.#key);
    if (other !== undefined) this.#adopt(other);
    this.throwIfPaused();
  }

  #adopt({ error, count, remainingMs }: RemainingFailure): void {
    this.#pauses = Math.max(this.#pauses, count);
    this.#pause = { error, until: this.#options.clock() + remainingMs };
  }

  #answered(isProbe: boolean): void {
    this.#notReady.clear();
    // The answer to a call from before the pause is no proof that it is over.
    if (this.#pause !== undefined && !isProbe) return;
    if (isProbe) void this.#options.failures?.delete(this.#key);
    this.#pause = undefined;
    this.#pauses = 0;
  }

  #failed(chatId: ChatId, error: ChatPictureError, isProbe: boolean): void {
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
    void this.#share(error, durationMs, isProbe);
  }

  /** A gateway that was refused for the first time joins a longer pause of the others. */
  async #share(error: ChatPictureError, durationMs: number, isProbe: boolean): Promise<void> {
    const { failures } = this.#options;
    const other = isProbe ? undefined : await failures?.get(this.#key);
    if (other !== undefined && other.remainingMs > durationMs) this.#adopt(other);
    else await failures?.set(this.#key, { error, count: this.#pauses }, durationMs);
  }
}
