import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { readErasureMark } from '../../store/erase/erasureMark.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../store/storage/StorageClient.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';

/** How long pictures in memory may be served without a look at the store, in ms. */
const MAX_AGE_MS = 2_000;

const TIMEOUT_MS = 2_000;

export interface ErasureWatchOptions {
  storage: StorageAdapter;
  breaker: StoreCircuitBreaker;
  /** Drops the pictures in memory. */
  onErasure: () => void;
}

/**
 * Cache invalidation between processes. Every erasure changes a mark in the store; a process that serves pictures from its memory
 * reads the mark at most every 2 s, and drops them when it has changed. While the store is down, they stay.
 */
export class ErasureWatch {
  readonly #storage: StorageClient;
  readonly #breaker: StoreCircuitBreaker;
  readonly #onErasure: () => void;
  readonly #reading = new SingleFlight<void>();
  #known: { mark: string } | undefined;
  /** When memory got its first picture. */
  #startedAt: number | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor({ storage, breaker, onErasure }: ErasureWatchOptions) {
    this.#storage = new StorageClient(storage, TIMEOUT_MS);
    this.#breaker = breaker;
    this.#onErasure = onErasure;
  }

  /** Whether pictures in memory may be served without a call of `check`. */
  get isCurrent(): boolean {
    return performance.now() - this.#checkedAt < MAX_AGE_MS;
  }

  /** Call it when a picture enters memory. */
  start(): void {
    this.#startedAt ??= performance.now();
  }

  /** After an erasure by this process. */
  expire(): void {
    this.#checkedAt = Number.NEGATIVE_INFINITY;
  }

  /** Never rejects. */
  async check(): Promise<void> {
    if (!this.isCurrent) await this.#reading.run('mark', () => this.#read());
  }

  async #read(): Promise<void> {
    try {
      const mark = await this.#breaker.run(() => readErasureMark(this.#storage));
      // The first mark tells nothing about the time before it.
      const isYoung = performance.now() - (this.#startedAt ?? Number.POSITIVE_INFINITY) < MAX_AGE_MS;
      const isKnown = this.#known === undefined ? isYoung : this.#known.mark === mark;
      this.#known = { mark };
      if (!isKnown) this.#onErasure();
    } catch {
      // The store is down. Its other callers report that.
    }
    this.#checkedAt = performance.now();
  }
}
