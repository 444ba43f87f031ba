import type { Lease } from '../../store/Lease.js';
import { StoreError } from '../../store/StoreError.js';

/** A failure that nobody had to wait for may be tried again at once. In ms. */
const SLOW = 500;

/** How long a store that let somebody wait in vain is left alone, in ms. */
const PAUSE = 2_000;

/** The longest that the one call takes which finds out whether a store is back, in ms. */
const PROBE = 5_000;

/**
 * A store that is down mostly lets its callers wait until they give up. The first of them do; those after them are
 * told at once, until one that is let through finds it back.
 */
export class StoreCircuitBreaker {
  #openUntil = 0;

  /** Whether nobody is let through. */
  get isOpen(): boolean {
    return performance.now() < this.#openUntil;
  }

  /** @throws {StoreError} `unreachable`, while it is open. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    if (this.isOpen)
      throw new StoreError('unreachable', 'The picture store has just let somebody wait in vain.');
    const isProbe = this.#openUntil > 0;
    if (isProbe) this.#openUntil = startedAt + PROBE;
    try {
      const value = await call();
      if (isProbe) this.#openUntil = 0;
      return value;
    } catch (error) {
      const now = performance.now();
      this.#openUntil = now - startedAt > SLOW ? now + PAUSE : 0;
      throw error;
    }
  }

  /** The same lease, left alone with its store. */
  guard(lease: Lease): Lease {
    return {
      scope: lease.scope,
      acquire: (...args) => this.run(() => lease.acquire(...args)),
      remaining: (key) => this.run(() => lease.remaining(key)),
    };
  }
}
