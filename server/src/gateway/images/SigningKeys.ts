import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { sharedSecret } from '../../store/sharedSetting.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import type { Emit } from '../emitter.js';
import type { StoreCircuitBreaker } from '../store/StoreCircuitBreaker.js';

/** Delay after a failure before the secret is read again, in ms. */
const RETRY_MS = 10_000;

/**
 * How long the store's secret is cached, in ms. A store that has lost it gets it back by then, and a gateway that has made another one
 * meanwhile accepts the URLs of this one again.
 */
const TTL_MS = 10_000;

/** The shortest time between two reads after unknown signatures, which a newer secret may have made. In ms. */
const MIN_REREAD_MS = 5_000;

export interface SigningKeysOptions {
  /** The configured secret. Without it, the first gateway creates one in the store. */
  secret: string | undefined;
  storage: StorageAdapter;
  breaker: StoreCircuitBreaker;
  emit: Emit;
}

/**
 * HMAC keys. The gateways on one store share a secret; while the store is unavailable, a gateway signs with one of its own. They share
 * their former secrets too, so that a URL stays valid on each of them when the store has lost the secret or was down.
 */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #own = randomBytes(32).toString('base64url');
  /** The secret that signs. */
  #current: string;
  /** Former secrets. Browsers may still hold URLs that they have signed. */
  readonly #former = new LRUCache<string, true>({ max: 8 });
  /** The secrets that this gateway has signed with. */
  readonly #used = new LRUCache<string, true>({ max: 4 });
  readonly #reading = new SingleFlight<void>();
  #readAt = Number.NEGATIVE_INFINITY;
  #readAgainAt = Number.NEGATIVE_INFINITY;

  constructor(options: SigningKeysOptions) {
    this.#options = options;
    this.#current = options.secret ?? this.#own;
  }

  /** The secret that signs. `undefined`: it has to be read again, which `signer` does. */
  get current(): string | undefined {
    return this.#isDue ? undefined : this.#current;
  }

  async signer(): Promise<(text: string) => string> {
    await this.#refresh();
    const secret = this.#current;
    this.#used.set(secret, true);
    return (text) => signature(secret, text);
  }

  async verify(text: string, signed: string): Promise<boolean> {
    await this.#refresh();
    if (this.#isSigned(text, signed)) return true;
    if (this.#options.secret !== undefined || performance.now() - this.#readAt < MIN_REREAD_MS) return false;
    this.#readAgainAt = Math.min(this.#readAgainAt, this.#readAt + MIN_REREAD_MS);
    await this.#refresh();
    return this.#isSigned(text, signed);
  }

  #isSigned(text: string, signed: string): boolean {
    return [this.#current, ...this.#former.keys()].some((secret) => isSame(signature(secret, text), signed));
  }

  get #isDue(): boolean {
    return this.#options.secret === undefined && performance.now() >= this.#readAgainAt;
  }

  async #refresh(): Promise<void> {
    if (this.#isDue) await this.#reading.run('secret', () => this.#read());
  }

  async #read(): Promise<void> {
    const { storage, breaker, emit } = this.#options;
    this.#readAt = performance.now();
    try {
      const shared = await breaker.run(() =>
        sharedSecret(storage, 'image-signing-secret', {
          make: () => this.#current,
          used: [...this.#used.keys()],
          timeoutMs: 2_000,
        }),
      );
      for (const secret of shared.former) this.#former.set(secret, true);
      if (shared.value !== this.#current) this.#former.set(this.#current, true);
      this.#current = shared.value;
      this.#readAgainAt = performance.now() + TTL_MS;
    } catch (error) {
      this.#readAgainAt = performance.now() + RETRY_MS;
      emit({ type: 'store-failed', error });
    }
  }
}

/** HMAC-SHA-256, cut to 128 bits: still infeasible to guess, and a screen of pictures has a thousand of these URLs. */
function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest().subarray(0, 16).toString('base64url');
}

function isSame(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
