import type { ChatId } from 'chat-avatar/wawp';
import { delay } from '../../lib/async/delay.js';
import { CircuitBreaker } from './CircuitBreaker.js';
import { type Failure, type Service, toFailure } from './Failure.js';

export interface ServiceHealthOptions {
  backOffMs: number;
  maxOutageMs: number;
  signal: AbortSignal;
  /** Called when a pause begins. */
  onPause(durationMs: number, failure: Failure): void;
  /** Called when probes begin and end: no chat is tried in between. */
  onHold(isHeld: boolean): void;
  /** Called when no further request makes sense. */
  onEnd(failure: Failure): void;
}

/** Requests again what succeeded before. */
export type Probe = () => Promise<unknown>;

/**
 * A circuit breaker for each service. It pauses the run while one of them fails, and ends it after `maxOutageMs`. When many chats
 * failed, a request that succeeded before is sent again (half-open): its result tells a broken service from broken chats. Without
 * such a request, further chats are tried.
 */
export class ServiceHealth {
  readonly #options: ServiceHealthOptions;
  readonly #breakers: Record<Service, CircuitBreaker>;
  readonly #probes = new Map<Service, Probe>();
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
    this.#probes.set(service, probe);
    this.#breakers[service].answered();
  }

  failed(failure: Failure, chatId: ChatId, startedAt: number): void {
    const { service, retryable } = failure;
    const breaker = this.#breakers[service];
    const pauseMs = this.#limit(failure, retryable ? breaker.failed({ chatId, startedAt, ...failure }) : 0);
    if (pauseMs === undefined) return;
    if (pauseMs > 0) this.#options.onPause(pauseMs, failure);
    const probe = this.#probes.get(service);
    if (pauseMs > 0 && probe && breaker.needsProbe && !this.#probing.has(service)) {
      this.#probing.set(service, this.#probe(service, probe, pauseMs));
    }
  }

  /** Resolves when no probe is running. */
  async settled(): Promise<void> {
    await Promise.all(this.#probing.values());
  }

  async #probe(service: Service, probe: Probe, firstPauseMs: number): Promise<void> {
    const breaker = this.#breakers[service];
    const { signal, onHold, onPause } = this.#options;
    onHold(true);
    try {
      for (let pauseMs = firstPauseMs; ; ) {
        await delay(pauseMs, signal);
        const failure = await probe().then(() => undefined, toFailure);
        if (failure?.service !== service) {
          breaker.answered();
          return;
        }
        const nextMs = this.#limit(failure, breaker.pause(failure.retryAfterMs));
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

  /**
   * Shortens a pause so that the last attempt is at `maxOutageMs`. Returns `undefined` after it has ended the run: the time is over, or
   * the service asks for a longer wait.
   */
  #limit(failure: Failure, pauseMs: number): number | undefined {
    const { maxOutageMs, onEnd } = this.#options;
    const remainingMs = maxOutageMs - this.#breakers[failure.service].failingForMs;
    // The run does not wait for a chat that is not tried again, nor for one that waits alone.
    const waitMs = failure.retryable && pauseMs > 0 ? (failure.retryAfterMs ?? 0) : 0;
    if (!failure.isFinal && remainingMs > 0 && waitMs <= remainingMs) {
      return Math.min(pauseMs, remainingMs);
    }
    onEnd(failure);
    return undefined;
  }
}
