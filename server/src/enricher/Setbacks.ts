import { backOff, type Failure } from './failures.js';

const TRIES = 3;
/** WhatsApp that does not answer takes the whole time-out each time. */
const TRIES_AFTER_TIMEOUT = 2;
/** So many failures one after the other, and it is not this or that chat. */
const MAX_STRIKES = 10;
/** A server that wants to be left alone for longer is asked on the next run. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** What follows from a failure. */
export interface Verdict {
  /** Every further chat would fail too. */
  endsRun: boolean;
  /** How long nobody is to ask, in ms. */
  pauseMs: number;
  /** When this chat is worth another try, in ms from now; `undefined` when it is not. */
  retryInMs: number | undefined;
}

/** Judges the failures of a run, each in the light of those before it. */
export class Setbacks {
  readonly #backOffMs: number;
  #strikes = 0;

  constructor(backOffMs: number) {
    this.#backOffMs = backOffMs;
  }

  /** Wawp has answered: what went before was about this or that chat. */
  clear(): void {
    this.#strikes = 0;
  }

  /** `failures` is how often this chat has failed by now. */
  judge(failure: Failure, failures: number): Verdict {
    const { code, retryable, isFinal, isOfImage, pauses, retryAfterMs } = failure;
    if (retryable && !isOfImage) this.#strikes += 1;
    const pauseMs = pauses ? backOff(this.#backOffMs, Math.max(1, this.#strikes), retryAfterMs) : 0;
    const endsRun = isFinal || this.#strikes >= MAX_STRIKES || pauseMs > LONGEST_PAUSE_MS;
    const tries = code === 'timeout' ? TRIES_AFTER_TIMEOUT : TRIES;
    const isWorthIt = retryable && failures < tries && !endsRun;
    const retryInMs = pauses ? 0 : backOff(this.#backOffMs, failures);
    return { endsRun, pauseMs, retryInMs: isWorthIt ? retryInMs : undefined };
  }
}
