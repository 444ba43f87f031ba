import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Storage } from 'unstorage';
import { sharedSetting } from '../store/sharedSetting.js';
import type { Emit } from './PictureGatewayEvent.js';
import type { StoreBreaker } from './StoreBreaker.js';

/** How long after a failure the store is asked for its secret again, in ms. */
const RETRY = 10_000;

export interface SigningKeysOptions {
  /** The secret, where it is configured; otherwise the one in the store, which is made there by whoever needs it first. */
  secret: string | undefined;
  storage: Storage;
  breaker: StoreBreaker;
  emit: Emit;
}

/** Signs texts with a secret that all gateways on one store share. While the store is down, with one of this process. */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #own = randomBytes(32).toString('base64url');
  #shared: string | undefined;
  #reading: Promise<string | undefined> | undefined;
  #readAgainAt = 0;

  constructor(options: SigningKeysOptions) {
    this.#options = options;
    this.#shared = options.secret;
  }

  async signer(): Promise<(text: string) => string> {
    const secret = await this.#secret();
    return (text) => signature(secret, text);
  }

  async verify(text: string, signed: string): Promise<boolean> {
    const secret = await this.#secret();
    if (isSame(signature(secret, text), signed)) return true;
    return secret !== this.#own && isSame(signature(this.#own, text), signed);
  }

  async #secret(): Promise<string> {
    if (this.#shared !== undefined) return this.#shared;
    if (performance.now() < this.#readAgainAt) return this.#own;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return (await this.#reading) ?? this.#own;
  }

  async #read(): Promise<string | undefined> {
    const { storage, breaker, emit } = this.#options;
    try {
      this.#shared = await breaker.run(() =>
        sharedSetting(storage, 'image-signing-secret', () => this.#own, { timeoutMs: 2_000 }),
      );
    } catch (error) {
      this.#readAgainAt = performance.now() + RETRY;
      emit({ type: 'store-failed', error });
    }
    return this.#shared;
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
