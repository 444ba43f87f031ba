import { CHATS, IMAGES } from '../layout.js';
import { type BulkReads, bulkReadsOf } from './bulkReads.js';
import { driverTraits } from './driverTraits.js';
import { listKeys } from './listKeys.js';
import { countLocalWrite } from './localWrites.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { withStoreTimeout } from './withStoreTimeout.js';

/** The keys whose values decide the answers about chats. */
const DECIDING = new RegExp(`^(${CHATS}|${IMAGES}):`);

/** Listing reads a whole store, and takes longer than one value. */
const LIST_TIMEOUT_FACTOR = 12;

/**
 * Adapter from an unstorage Storage to the picture store. Each call has a timeout and rejects with a `StoreError`, and bytes
 * are a `Uint8Array` with every driver.
 */
export class StorageClient {
  /** Whether a write is stored entirely or not at all. If not, a crash may leave half a value under a key. */
  readonly atomicWrites: boolean;
  /** Whether a value that was written stays. */
  readonly durable: boolean;
  readonly #storage: StorageAdapter;
  readonly #bulk: BulkReads | undefined;
  readonly #timeoutMs: number;

  constructor(storage: StorageAdapter, timeoutMs: number) {
    this.#storage = storage;
    this.#bulk = bulkReadsOf(storage);
    this.#timeoutMs = timeoutMs;
    const { atomicWrites, durable } = driverTraits(storage);
    this.atomicWrites = atomicWrites;
    this.durable = durable;
  }

  /** The parsed value, its text if it is not JSON, `undefined` if there is none. */
  async readJson(key: string): Promise<unknown> {
    const value: unknown = await this.#call(() => this.#storage.getItem(key));
    return value ?? undefined;
  }

  writeJson(key: string, value: object): Promise<void> {
    return this.#write(key, () => this.#storage.setItem(key, JSON.stringify(value)));
  }

  /** Whether `readTexts` and `haveAll` cost less than a call for each key. */
  get readsInBulk(): boolean {
    return this.#bulk !== undefined;
  }

  /** The texts of many keys, in their order. */
  readTexts(keys: readonly string[]): Promise<(string | undefined)[]> {
    return withStoreTimeout(this.#timeoutMs, async () => this.#bulk?.texts(keys) ?? []);
  }

  /** Whether each of these keys has a value. */
  haveAll(keys: readonly string[]): Promise<boolean[]> {
    return withStoreTimeout(this.#timeoutMs, async () => this.#bulk?.exist(keys) ?? []);
  }

  async readBytes(key: string): Promise<Uint8Array | undefined> {
    const value: unknown = await this.#call(() => this.#storage.getItemRaw(key));
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // Written by another program. The comparison with the hash rejects it.
    return typeof value === 'string' ? Buffer.from(value) : undefined;
  }

  writeBytes(key: string, bytes: Uint8Array): Promise<void> {
    return this.#write(key, () => this.#storage.setItemRaw(key, bytes));
  }

  has(key: string): Promise<boolean> {
    return this.#call(() => this.#storage.hasItem(key));
  }

  remove(key: string): Promise<void> {
    return this.#write(key, () => this.#storage.removeItem(key));
  }

  /** All keys below `base`, without duplicates. */
  keys(base: string): Promise<string[]> {
    return withStoreTimeout(this.#timeoutMs * LIST_TIMEOUT_FACTOR, () => listKeys(this.#storage, base));
  }

  async #write(key: string, call: () => Promise<void>): Promise<void> {
    try {
      await this.#call(call);
    } finally {
      if (DECIDING.test(key)) countLocalWrite();
    }
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    const value = await withStoreTimeout(this.#timeoutMs, call);
    // unstorage's `fs` driver returns the error of a failed read as if it were the value.
    if (value instanceof Error) return withStoreTimeout(this.#timeoutMs, () => Promise.reject(value));
    return value;
  }
}
