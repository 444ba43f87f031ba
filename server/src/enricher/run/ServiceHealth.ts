import type { ChatId } from 'chat-avatar/wawp';
import { delay } from '../../lib/async/delay.js';
import { CircuitBreaker } from './CircuitBreaker.js';
import { type Failure, type Service, toFailure } from './Failure.js';

export interface ServiceHealthOptions {
  backOffMs: number;
  maxOutageMs: number;
  signal: AbortSignal;
  /** Whether some chats were never tried. Their results, too, tell a broken service from broken chats. */
  hasUntried(): boolean;
  /** Called when a pause begins. */
  onPause(durationMs: number, failure: Failure): void;
  /** Called when probes begin and end: no chat is tried in between. */
  onHold(isHeld: boolean): void;
  /** Called when no further request makes sense. */
  onEnd(failure: Failure): void;
}

/** Requests again what succeeded before. Resolves to `false` if the result says nothing about the service. */
export type Probe = () => Promise<unknown>;

/** More than one, because a chat that was answered in an earlier run may fail today. */
const MAX_PROBES = 5;

/**
 * A circuit breaker for each service. It pauses the run while one of them fails, and ends it after `maxOutageMs`. When many chats
 * failed, or none is left that was never tried, a request that succeeded before, in this run or an earlier one, is sent again
 * (half-open): its result tells a broken service from broken chats. Without such a request, further chats are tried.
 */
export class ServiceHealth {
  readonly #options: ServiceHealthOptions;
  readonly #breakers: Record<Service, CircuitBreaker>;
  readonly #probes: Record<Service, Probe[]> = { wawp: [], images: [], store: [] };
  readonly #probing = new Map<Service, Promise<void>>();

  constructor(options: ServiceHealthOptions) {
    const breaker = () => new CircuitBreaker(options.backOffMs);
    this.#options = options;
    this.#breakers = { wawp: breaker(), images: breaker(), store: breaker() };
  }

  get isAnyFailing(): boolean {
    return Object.values(this.#breakers).some(({ isOpen }) => isOpen);
  }

  /** Whether a failure of the service says nothing about the chat. */
  isFailing(service: Service): boolean {
    return this.#breakers[service].isOpen;
  }

  answered(service: Service, probe: Probe): void {
    this.#probes[service] = [probe];
    this.#breakers[service].answered();
  }

  /** Adds a request that succeeded in an earlier run, for a run in which none does: one that repeats the failed chats of a day. */
  addProbe(service: Service, probe: Probe): void {
    const probes = this.#probes[service];
    if (probes.length < MAX_PROBES) probes.push(probe);
  }

  failed(failure: Failure, chatId: ChatId, startedAt: number): void {
    const { service, retryable } = failure;
    const breaker = this.#breakers[service];
    const durationMs = retryable ? breaker.failed({ chatId, startedAt, ...failure }) : 0;
    const pauseMs = this.#limit(service, failure, durationMs);
    if (pauseMs === undefined) return;
    if (pauseMs > 0) this.#options.onPause(pauseMs, failure);
    const needsProbe = breaker.needsProbe || (breaker.isOpen && !this.#options.hasUntried());
    if (pauseMs > 0 && needsProbe && this.#probes[service].length > 0 && !this.#probing.has(service)) {
      this.#probing.set(service, this.#probe(service, failure, pauseMs));
    }
  }

  /** Resolves when no probe is running. */
  async settled(): Promise<void> {
    await Promise.all(this.#probing.values());
  }

  async #probe(service: Service, firstFailure: Failure, firstPauseMs: number): Promise<void> {
    const breaker = this.#breakers[service];
    const { signal, onHold, onPause } = this.#options;
    onHold(true);
    try {
      for (let failure = firstFailure, pauseMs = firstPauseMs; ; ) {
        await delay(pauseMs, signal);
        const result = await this.#sendProbe(service);
        if (result === 'answered') {
          breaker.answered();
          return;
        }
        failure = result ?? failure;
        const nextMs = this.#limit(service, failure, breaker.pause(result?.retryAfterMs));
        if (nextMs === undefined) return;
        pauseMs = nextMs;
        onPause(pauseMs, failure);
      }
    } catch {
      // The run has ended.
    } finally {
      this.#probing.delete(service);
      onHold(false);
    }
  }

  /** Sends one probe, each in turn. Resolves to `undefined` if the result says nothing about the service. */
  async #sendProbe(service: Service): Promise<'answered' | Failure | undefined> {
    const [probe, ...others] = this.#probes[service];
    if (probe === undefined) return undefined;
    this.#probes[service] = [...others, probe];
    return probe().then((result) => (result === false ? undefined : 'answered'), toFailure);
  }

  /**
   * Shortens a pause so that the last attempt is at `maxOutageMs`. Returns `undefined` after it has ended the run: the time is over, or
   * the service asks for a longer wait.
   */
  #limit(service: Service, failure: Failure, pauseMs: number): number | undefined {
    const { maxOutageMs, onEnd } = this.#options;
    const { isOpen, failingForMs } = this.#breakers[service];
    // Failures of a few chats that wait alone are no outage, however long they last.
    const remainingMs = isOpen ? maxOutageMs - failingForMs : Number.POSITIVE_INFINITY;
    // The run does not wait for a chat that is not tried again. The host of a picture speaks for itself alone: another one may answer.
    const waitMs = failure.retryable && pauseMs > 0 && service !== 'images' ? (failure.retryAfterMs ?? 0) : 0;
    if (!failure.isFinal && remainingMs > 0 && waitMs <= remainingMs) {
      return Math.min(pauseMs, remainingMs);
    }
    onEnd(failure);
    return undefined;
  }
}
