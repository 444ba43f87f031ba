export type StoreState = 'ok' | 'down';

/** How long a result is current, in ms. Short while the store is down, to notice its recovery. */
const TTL_MS: Record<StoreState, number> = { ok: 5_000, down: 1_000 };

/**
 * Health check with a cached result. `state` never waits: it returns the last known result, and starts a check in the background
 * when that is older than 5 s (1 s while the store is down). At most one check runs at a time, so a store that hangs costs one
 * connection.
 */
export class StoreHealth {
  readonly #ping: () => Promise<void>;
  #state: StoreState;
  #currentUntil: number;

  constructor(ping: () => Promise<void>, initial: StoreState) {
    this.#ping = ping;
    this.#state = initial;
    this.#currentUntil = performance.now() + TTL_MS[initial];
  }

  get state(): StoreState {
    if (performance.now() >= this.#currentUntil) void this.#check();
    return this.#state;
  }

  async #check(): Promise<void> {
    this.#currentUntil = Number.POSITIVE_INFINITY;
    try {
      await this.#ping();
      this.#state = 'ok';
    } catch {
      this.#state = 'down';
    }
    this.#currentUntil = performance.now() + TTL_MS[this.#state];
  }
}
