import { delay } from '../../lib/async/delay.js';
import type { Lease } from '../../store/lease/Lease.js';
import { isOutage, StoreError } from '../../store/storage/StoreError.js';

/** A failure that took longer opens the breaker, in ms. After a fast one, the next call may try again at once. */
const SLOW_FAILURE_MS = 500;

/** How long the breaker stays open, in ms. */
const OPEN_MS = 2_000;

/** The longest that a probe may take before another one is let through, in ms. */
const PROBE_MS = 5_000;

/**
 * Circuit breaker for the picture store. A call that fails after more than 500 ms, usually by a timeout, opens it for 2 s.
 * While it is open, calls fail at once. Then one probe is let through, and its success closes the breaker.
 */
export class StoreCircuitBreaker {
  readonly #connect: () => Promise<unknown>;
  #connection: Promise<unknown> | undefined;
  #openUntil = 0;

  /**
   * `connect`: a call that the first calls wait for, with a longer time-out than theirs. A new connection needs more time than a call:
   * name lookup, TLS, temporary credentials, a disk that has to start.
   */
  constructor(connect: () => Promise<unknown> = async () => undefined) {
    this.#connect = connect;
  }

  get isOpen(): boolean {
    return performance.now() < this.#openUntil;
  }

  /** Resolves when the next call is let through. */
  async closed(): Promise<void> {
    while (this.isOpen) await delay(this.#openUntil - performance.now());
  }

  /** @throws {StoreError} `unreachable`, while it is open; otherwise the error of the call. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.isOpen) throw tooSlow();
    this.#connection ??= this.#firstCall();
    await this.#connection;
    if (this.isOpen) throw tooSlow();
    const startedAt = performance.now();
    const isProbe = this.#openUntil > 0;
    if (isProbe) this.#openUntil = startedAt + PROBE_MS;
    try {
      const value = await call();
      if (isProbe) this.#openUntil = 0;
      return value;
    } catch (error) {
      this.#openAfter(startedAt, error);
      throw error;
    }
  }

  /** A fast failure, such as a refused connection, is no connection: the next call tries again, and waits as long. */
  async #firstCall(): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.#connect();
    } catch (error) {
      this.#openAfter(startedAt, error);
      this.#connection = this.isOpen ? Promise.resolve() : undefined;
      throw error;
    }
  }

  #openAfter(startedAt: number, error: unknown): void {
    const now = performance.now();
    // A refusal is an answer, which may come late under load.
    const isFailure = !(error instanceof StoreError) || isOutage(error);
    this.#openUntil = isFailure && now - startedAt > SLOW_FAILURE_MS ? now + OPEN_MS : 0;
  }

  /** The same lease behind this breaker. */
  guard(lease: Lease): Lease {
    return {
      scope: lease.scope,
      acquire: (...args) => this.run(() => lease.acquire(...args)),
      remaining: (key) => this.run(() => lease.remaining(key)),
    };
  }
}

function tooSlow(): StoreError {
  return new StoreError(
    'unreachable',
    'The picture store did not answer the last call in time. It is tried again within seconds. If this goes on, check that it is running, and the network.',
  );
}
