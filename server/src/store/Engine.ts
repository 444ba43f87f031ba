import { listKeys } from './listKeys.js';
import { mountOf } from './mountOf.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { withDeadline } from './withDeadline.js';

/** Drivers whose write is there as a whole or not at all. Of the others, a crash may leave half a value. */
const WHOLE_WRITES: ReadonlySet<string | undefined> = new Set([
  'files',
  's3-bucket',
  's3',
  'redis',
  'memory',
  'lru-cache',
]);

/** Listing reads a whole store, and takes longer than one value. */
const LIST_TIMEOUT_FACTOR = 12;

/**
 * An unstorage Storage as the picture store needs it: each call has a deadline and fails with a `StoreError`, and bytes
 * are a `Uint8Array` from every driver.
 */
export class Engine {
  readonly storage: StorageAdapter;
  readonly #timeoutMs: number;

  constructor(storage: StorageAdapter, timeoutMs: number) {
    this.storage = storage;
    this.#timeoutMs = timeoutMs;
  }

  /** Whether a crash may leave half a value under a key. */
  get mayTear(): boolean {
    return !WHOLE_WRITES.has(mountOf(this.storage).driver.name);
  }

  /** A value that was written as JSON, a string if it is no JSON, `undefined` if there is none. */
  async readJson(key: string): Promise<unknown> {
    const value: unknown = await this.#call(() => this.storage.getItem(key));
    return value ?? undefined;
  }

  writeJson(key: string, value: object): Promise<void> {
    return this.#call(() => this.storage.setItem(key, JSON.stringify(value)));
  }

  async readBytes(key: string): Promise<Uint8Array | undefined> {
    const value: unknown = await this.#call(() => this.storage.getItemRaw(key));
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // Somebody else's value; the hash will tell that it is not ours.
    return typeof value === 'string' ? Buffer.from(value) : undefined;
  }

  writeBytes(key: string, bytes: Uint8Array): Promise<void> {
    return this.#call(() => this.storage.setItemRaw(key, bytes));
  }

  has(key: string): Promise<boolean> {
    return this.#call(() => this.storage.hasItem(key));
  }

  remove(key: string): Promise<void> {
    return this.#call(() => this.storage.removeItem(key));
  }

  /** All keys below `base`, each once. */
  keys(base: string): Promise<string[]> {
    return withDeadline(this.#timeoutMs * LIST_TIMEOUT_FACTOR, () => listKeys(this.storage, base));
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    const value = await withDeadline(this.#timeoutMs, call);
    // unstorage's files driver answers a failed read with the error, instead of throwing it.
    if (value instanceof Error) return withDeadline(this.#timeoutMs, () => Promise.reject(value));
    return value;
  }
}
