import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { storeLimits } from '../../store/storage/storeLimits.js';
import type { Emit } from '../emitter.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';

/** The pause before a store that could not be asked is asked again, in ms. */
const RETRY_MS = 10_000;

/** Generous, because no request waits for it. In ms. */
const TIMEOUT_MS = 10_000;

/** Reports the limits of the store once, with the first request after the start that finds the store working. */
export class StoreLimitWatch {
  readonly #storage: StorageAdapter;
  readonly #breaker: StoreCircuitBreaker;
  readonly #emit: Emit;
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
        for (const limit of limits) this.#emit({ type: 'store-limited', ...limit });
      },
      () => {
        this.#nextAt = now + RETRY_MS;
      },
    );
  }
}
