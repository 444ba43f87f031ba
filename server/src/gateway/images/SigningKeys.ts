import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { StorageAdapter } from '../../store/StorageAdapter.js';
import { sharedSetting } from '../../store/sharedSetting.js';
import type { Emit } from '../PictureGatewayEvent.js';
import type { StoreCircuitBreaker } from '../pictures/StoreCircuitBreaker.js';

/** How long after a failure the store is asked for its secret again, in ms. */
const RETRY = 10_000;

/** How long the secret of the store is good for, in ms. A store that is emptied, or swaps it out, gets another. */
const KEEP_FOR = 5 * 60_000;

/** How soon it is read again when a signature is none of ours: another gateway may have a newer secret. In ms. */
const DOUBT_FOR = 5_000;

export interface SigningKeysOptions {
  /** The secret, where it is configured; otherwise the one in the store, which is made there by whoever needs it first. */
  secret: string | undefined;
  storage: StorageAdapter;
  breaker: StoreCircuitBreaker;
  emit: Emit;
}

/** Signs texts with a secret that all gateways on one store share. While the store is down, with one of this process. */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #own = randomBytes(32).toString('base64url');
  /** The one that signs. */
  #current: string;
  /** What has signed URLs that may still be in a browser. */
  readonly #former = new LRUCache<string, true>({ max: 4 });
  #reading: Promise<void> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #readAgainAt = Number.NEGATIVE_INFINITY;

  constructor(options: SigningKeysOptions) {
    this.#options = options;
    this.#current = options.secret ?? this.#own;
  }

  async signer(): Promise<(text: string) => string> {
    await this.#refresh();
    const secret = this.#current;
    return (text) => signature(secret, text);
  }

  async verify(text: string, signed: string): Promise<boolean> {
    await this.#refresh();
    if (this.#isSigned(text, signed)) return true;
    if (this.#options.secret !== undefined || performance.now() - this.#readAt < DOUBT_FOR) return false;
    this.#readAgainAt = Math.min(this.#readAgainAt, this.#readAt + DOUBT_FOR);
    await this.#refresh();
    return this.#isSigned(text, signed);
  }

  #isSigned(text: string, signed: string): boolean {
    return [this.#current, ...this.#former.keys()].some((secret) => isSame(signature(secret, text), signed));
  }

  async #refresh(): Promise<void> {
    if (this.#options.secret !== undefined || performance.now() < this.#readAgainAt) return;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { storage, breaker, emit } = this.#options;
    this.#readAt = performance.now();
    try {
      const shared = await breaker.run(() =>
        sharedSetting(storage, 'image-signing-secret', () => this.#current, { timeoutMs: 2_000 }),
      );
      if (shared !== this.#current) this.#former.set(this.#current, true);
      this.#current = shared;
      this.#readAgainAt = performance.now() + KEEP_FOR;
    } catch (error) {
      this.#readAgainAt = performance.now() + RETRY;
      emit({ type: 'store-failed', error });
    }
  }
}

/** 128 bits of an HMAC-SHA-256: nobody guesses them, and a screen of pictures has a thousand of these URLs. */
function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest().subarray(0, 16).toString('base64url');
}

function isSame(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
