import { withTimeout } from '../../../lib/async/withTimeout.js';
import type { StoreError } from '../StoreError.js';

/** A key or a token of a bucket. */
export interface Credential<Value> {
  value: Value;
  /** In ms since the epoch. `undefined`: not known, such as that of a key in a file. */
  expiresAt?: number | undefined;
}

/** Longer than the retries of the libraries, and shorter than the first call of a store, whose error would name the bucket. In ms. */
const LOAD_TIMEOUT = 4_000;

/** After a failure, calls fail at once for so long, in ms: neither the source nor the callers wait for each of them. */
const PAUSE = 2_000;

/** A credential is renewed so long before it expires, in ms, and used meanwhile. */
const EARLY = 5 * 60_000;

/** Metadata services answer with the same credential until minutes before its end, so that it is not asked for all the time. In ms. */
const EARLY_PAUSE = 30_000;

/** The error of a source without secrets. `isRenewal`: it has answered before. */
export type DescribeFault = (thrown: unknown, isRenewal: boolean) => StoreError;

/**
 * Cache of one credential. It is loaded once for all callers (single flight), with a time limit, and renewed in the background before it
 * expires. The libraries limit no time: a source that accepts a connection and stays silent stopped the store until a restart.
 */
export class CredentialCache<Value> {
  readonly #load: () => Promise<Credential<Value>>;
  readonly #describe: DescribeFault;
  #held: Credential<Value> | undefined;
  #loading: Promise<Value> | undefined;
  #failure: { error: StoreError; at: number } | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #replacedAt = Number.NEGATIVE_INFINITY;

  /** `load` asks the source with a new chain of the library, because a chain remembers some failures, and its credential. */
  constructor(load: () => Promise<Credential<Value>>, describe: DescribeFault) {
    this.#load = load;
    this.#describe = describe;
  }

  /** @throws {StoreError} if there is no valid credential, and the source gives none. */
  async get(): Promise<Value> {
    const held = this.#held;
    const left = (held?.expiresAt ?? Number.POSITIVE_INFINITY) - Date.now();
    if (held === undefined || left <= 0) return this.#renew();
    if (left < EARLY && !isWithin(EARLY_PAUSE, this.#renewedAt)) this.#renew().catch(() => undefined);
    return held.value;
  }

  /** In place of a credential that the bucket refused. The same one, if the source has no other. @throws {StoreError} */
  async replace(refused: Value): Promise<Value> {
    if (this.#held?.value !== refused) return this.get();
    if (isWithin(PAUSE, this.#replacedAt)) return refused;
    const value = await this.#renew();
    this.#replacedAt = performance.now();
    return value;
  }

  async #renew(): Promise<Value> {
    if (this.#failure && isWithin(PAUSE, this.#failure.at)) throw this.#failure.error;
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #ask(): Promise<Value> {
    try {
      const timedOut = () => new SilentSource();
      this.#held = await withTimeout({ timeoutMs: LOAD_TIMEOUT, timedOut }, this.#load);
      this.#failure = undefined;
      this.#renewedAt = performance.now();
      return this.#held.value;
    } catch (thrown) {
      const error = this.#describe(thrown, this.#held !== undefined);
      this.#failure = { error, at: performance.now() };
      throw error;
    }
  }
}

const isWithin = (ms: number, since: number) => performance.now() - since < ms;

/** The source did not answer within the time limit. */
export class SilentSource extends Error {
  constructor() {
    super(`no answer within ${LOAD_TIMEOUT / 1000} s`);
  }
}
