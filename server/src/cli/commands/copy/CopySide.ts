import { isDeepStrictEqual } from 'node:util';
import { delay } from '../../../lib/async/delay.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../../store/storage/StorageClient.js';
import { isOutage } from '../../../store/storage/StoreError.js';
import { mapStoreErrors } from '../../shared/openStore.js';
import { type UNREADABLE, UnreadableValues } from '../../shared/UnreadableValues.js';

/** Timeout of one call to a store, in ms. */
export const TIMEOUT_MS = 10_000;

/** Attempts at a write, and the pause after the first one, doubled, in ms. */
const ATTEMPTS = 3;
const RETRY_MS = 100;

/** One of the two stores of a copy. Each method rejects with a `CliError` that names the store. */
export class CopySide {
  readonly #client: StorageClient;
  readonly #name: string;
  readonly #values = new UnreadableValues();

  constructor(storage: StorageAdapter, name: string) {
    this.#client = new StorageClient(storage, TIMEOUT_MS);
    this.#name = name;
  }

  keys(base: string): Promise<string[]> {
    return this.#named(() => this.#client.keys(base));
  }

  has(key: string): Promise<boolean> {
    return this.#named(() => this.#client.has(key));
  }

  readJson(key: string): Promise<unknown | typeof UNREADABLE> {
    return this.#named(() => this.#values.read(this.#client.readJson(key)));
  }

  readBytes(key: string): Promise<Uint8Array | typeof UNREADABLE | undefined> {
    return this.#named(() => this.#values.read(this.#client.readBytes(key)));
  }

  /** `stays`: whether a value that is there by the time of a further attempt must not be overwritten. Resolves to whether it was. */
  writeJson(key: string, value: object, stays: (present: unknown) => boolean): Promise<boolean> {
    return this.#named(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await this.#client.writeJson(key, value);
          return true;
        } catch (error) {
          await pauseAfter(error, attempt);
        }
        const present = await this.#client.readJson(key);
        if (isDeepStrictEqual(present, value)) return true;
        if (present !== undefined && stays(present)) return false;
      }
    });
  }

  writeBytes(key: string, bytes: Uint8Array): Promise<void> {
    return this.retry(() => this.#client.writeBytes(key, bytes));
  }

  /** Runs work on the store that may be repeated, up to `ATTEMPTS` times. */
  retry<T>(work: () => Promise<T>): Promise<T> {
    return this.#named(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await work();
        } catch (error) {
          await pauseAfter(error, attempt);
        }
      }
    });
  }

  #named<T>(work: () => Promise<T>): Promise<T> {
    return mapStoreErrors(work, this.#name);
  }
}

/** After an error that may be of this attempt alone, such as an answer that was lost. @throws other errors, and the last one. */
async function pauseAfter(error: unknown, attempt: number): Promise<void> {
  if (attempt === ATTEMPTS || !isOutage(error)) throw error;
  await delay(RETRY_MS * 2 ** attempt);
}
