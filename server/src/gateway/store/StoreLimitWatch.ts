import type { Lease } from '../../store/lease/Lease.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { type StoreLimit, storeLimits, withLimitReports } from '../../store/storage/storeLimits.js';
import type { Emit } from '../emitter.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';

/** The pause before a store that could not be asked is asked again, in ms. */
const RETRY_MS = 10_000;

/** Generous, because no request waits for it. In ms. */
const TIMEOUT_MS = 10_000;

/** Reports each limit of the store once: with the first request after the start that finds the store working, and when a lease is refused. */
export class StoreLimitWatch {
  readonly #storage: StorageAdapter;
  readonly #breaker: StoreCircuitBreaker;
  readonly #emit: Emit;
  readonly #reported = new Set<StoreLimit['reason']>();
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(storage: StorageAdapter, breaker: StoreCircuitBreaker, emit: Emit) {
    this.#storage = storage;
    this.#breaker = breaker;
    this.#emit = emit;
  }

  touch(): void {
    const now = performance.now();
    if (now < this.#nextAt || this.#breaker.isOpen) return;
    this.#nextAt = Number.POSITIVE_INFINITY;
    storeLimits(this.#storage, { timeoutMs: TIMEOUT_MS }).then(
      (limits) => {
        for (const limit of limits) this.#report(limit);
      },
      () => {
        this.#nextAt = now + RETRY_MS;
      },
    );
  }

  /** The same lease. Its callers go on without it where it fails. */
  guard(lease: Lease): Lease {
    return withLimitReports(lease, (limit) => this.#report(limit));
  }

  #report(limit: StoreLimit): void {
    if (this.#reported.has(limit.reason)) return;
    this.#reported.add(limit.reason);
    this.#emit({ type: 'store-limited', ...limit });
  }
}
