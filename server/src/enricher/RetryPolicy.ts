import { backOff } from './backOff.js';
import type { Failure } from './Failure.js';

const TRIES = 3;
/** A request that times out costs the whole time-out, so it is tried less often. */
const TRIES_AFTER_TIMEOUT = 2;
/** This many failures in a row mean that Wawp fails, not one chat. */
const MAX_CONSECUTIVE_FAILURES = 10;
/** A pause longer than this ends the run; the next run asks again. */
const LONGEST_PAUSE_MS = 15 * 60_000;

export interface RetryDecision {
  /** Every further chat would fail too. */
  endsRun: boolean;
  /** How long no chat may be requested, in ms. */
  pauseMs: number;
  /** Delay until this chat is tried again, in ms; `undefined` if it is not tried again. */
  retryInMs: number | undefined;
}

/** Retry policy: decides after each failure, from the failures in a row, whether to retry the chat, pause, or end the run. */
export class RetryPolicy {
  readonly #backOffMs: number;
  #consecutiveFailures = 0;

  constructor(backOffMs: number) {
    this.#backOffMs = backOffMs;
  }

  /** Call it after an answer of Wawp: the failures before it concerned single chats. */
  reset(): void {
    this.#consecutiveFailures = 0;
  }

  /** `failures` is the number of failures of this chat, this one included. */
  decide(failure: Failure, failures: number): RetryDecision {
    const { code, retryable, isFinal, isOfImage, pauses, retryAfterMs } = failure;
    if (retryable && !isOfImage) this.#consecutiveFailures += 1;
    const consecutive = this.#consecutiveFailures;
    const pauseMs = pauses ? backOff(this.#backOffMs, Math.max(1, consecutive), retryAfterMs) : 0;
    const endsRun = isFinal || consecutive >= MAX_CONSECUTIVE_FAILURES || pauseMs > LONGEST_PAUSE_MS;
    const tries = code === 'timeout' ? TRIES_AFTER_TIMEOUT : TRIES;
    const retries = retryable && failures < tries && !endsRun;
    const retryInMs = pauses ? 0 : backOff(this.#backOffMs, failures);
    return { endsRun, pauseMs, retryInMs: retries ? retryInMs : undefined };
  }
}
