import { parseJson } from '../../lib/parseJson.js';
import { CHATS, IMAGES } from '../layout.js';
import { type BulkReads, bulkReadsOf, type RecordRead, recordReadOf } from './bulkReads.js';
import { CallQueue } from './CallQueue.js';
import { callQueueOf } from './callQueueOf.js';
import { driverTraits, type PageCall } from './driverTraits.js';
import { listKeys } from './listKeys.js';
import { countLocalWrite } from './localWrites.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { withStoreTimeout } from './withStoreTimeout.js';

/** The keys whose values decide the answers about chats. */
const DECIDING = new RegExp(`^(${CHATS}|${IMAGES}):`);

/** One command of Redis each. */
const BULK_READS = { keys: 200, calls: 64 };

/** Two files are read at a time. The others wait in the queue of the driver, which refuses a call behind 10,000 others. */
const SINGLE_READS = { keys: 1, calls: 64 };

/**
 * Requests to a bucket: 192 at a time. With an answer after 25 ms, that is the 5,500 a second that S3 allows for one prefix, of which a
 * process sends a half.
 */
const BUCKET_READS = { keys: 1, calls: 192 };

/** A list, or a page of one, takes longer than a value. */
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
  readonly #recordReads: { read: RecordRead; queue: CallQueue } | undefined;
  readonly #timeoutMs: number;
  readonly #pages: boolean;
  /** `undefined`: the driver has one of its own. */
  readonly #queue: CallQueue | undefined;

  constructor(storage: StorageAdapter, timeoutMs: number) {
    this.#storage = storage;
    this.#bulk = bulkReadsOf(storage);
    this.#timeoutMs = timeoutMs;
    const traits = driverTraits(storage);
    const { atomicWrites, durable, queues, pages } = traits;
    this.atomicWrites = atomicWrites;
    this.durable = durable;
    this.#pages = pages;
    this.#queue = queues ? undefined : callQueueOf(traits);
    const read = recordReadOf(storage);
    const { calls: concurrency } = BUCKET_READS;
    this.#recordReads = read && { read, queue: new CallQueue({ concurrency, aborts: traits.aborts }) };
  }

  /** The parsed value, its text if it is not JSON, `undefined` if there is none. */
  async readJson(key: string): Promise<unknown> {
    const value: unknown = await this.#call((options) => this.#storage.getItem(key, options));
    return value ?? undefined;
  }

  writeJson(key: string, value: object): Promise<void> {
    return this.#write(key, (options) => this.#storage.setItem(key, JSON.stringify(value), options));
  }

  /** Whether `readTexts` and `haveAll` cost less than a call for each key. */
  get readsInBulk(): boolean {
    return this.#bulk !== undefined;
  }

  /** The texts of many keys, in their order. */
  readTexts(keys: readonly string[]): Promise<(string | undefined)[]> {
    return this.#call(async (options) => this.#bulk?.texts(keys, options) ?? []);
  }

  /** How `readRecords` reads every record soonest: keys for each call, and calls at a time. */
  get recordReads(): { keys: number; calls: number } {
    if (this.#recordReads) return BUCKET_READS;
    return this.#bulk?.isOneCommand ? BULK_READS : SINGLE_READS;
  }

  /**
   * The same as `readJson` for each of these keys, for a command that reads every record. Each has its own time limit and its own error,
   * unless one command of the store reads them all.
   */
  readRecords(keys: readonly string[]): Promise<unknown>[] {
    if (!this.#bulk?.isOneCommand) return keys.map((key) => this.#readRecord(key));
    const texts = this.readTexts(keys);
    return keys.map(async (_, index) => parsed((await texts)[index]));
  }

  /** Whether each of these keys has a value. */
  haveAll(keys: readonly string[]): Promise<boolean[]> {
    return this.#call(async (options) => this.#bulk?.exist(keys, options) ?? []);
  }

  async readBytes(key: string): Promise<Uint8Array | undefined> {
    const value: unknown = await this.#call((options) => this.#storage.getItemRaw(key, options));
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // Written by another program. The comparison with the hash rejects it.
    return typeof value === 'string' ? Buffer.from(value) : undefined;
  }

  writeBytes(key: string, bytes: Uint8Array): Promise<void> {
    return this.#write(key, (options) => this.#storage.setItemRaw(key, bytes, options));
  }

  has(key: string): Promise<boolean> {
    return this.#call((options) => this.#storage.hasItem(key, options));
  }

  remove(key: string): Promise<void> {
    return this.#write(key, (options) => this.#storage.removeItem(key, options));
  }

  /** All keys below `base`, without duplicates. */
  keys(base: string): Promise<string[]> {
    const timeoutMs = this.#timeoutMs * LIST_TIMEOUT_FACTOR;
    const list = (options?: object) => listKeys(this.#storage, base, options);
    if (!this.#pages) return this.#call(list, { timeoutMs });
    return withStoreTimeout(timeoutMs, (limit) => {
      const page: PageCall = (request) => {
        limit.takeOver?.();
        return this.#call(request, { timeoutMs });
      };
      return list({ page });
    });
  }

  /** Whether there is a key below `base`. One request to a bucket, where a list of all takes one for each 1,000. */
  async hasBelow(base: string): Promise<boolean> {
    const { bucket, prefix } = driverTraits(this.#storage);
    if (bucket === undefined) return (await this.keys(base)).length > 0;
    const path = `${prefix}${base}:`.replaceAll(':', '/');
    return (await this.#call(() => bucket.page(path))).objects.length > 0;
  }

  async #write(key: string, call: (options?: object) => Promise<void>): Promise<void> {
    try {
      await this.#call(call);
    } finally {
      if (DECIDING.test(key)) countLocalWrite();
    }
  }

  async #readRecord(key: string): Promise<unknown> {
    if (this.#recordReads) {
      const { read, queue } = this.#recordReads;
      return parsed(await this.#call((options) => read(key, options), { queue }));
    }
    if (this.#bulk) return parsed((await this.readTexts([key]))[0]);
    return this.readJson(key);
  }

  #call<T>(
    call: (options?: object) => Promise<T>,
    { timeoutMs = this.#timeoutMs, queue = this.#queue }: { timeoutMs?: number; queue?: CallQueue } = {},
  ): Promise<T> {
    return withStoreTimeout(timeoutMs, async (limit) => {
      const inTurn = (signal?: AbortSignal) => call(signal && { signal });
      const value = await (queue ? queue.run(limit, inTurn) : call({ limit }));
      // unstorage's `fs` driver returns the error of a failed read as if it were the value.
      if (value instanceof Error) throw value;
      return value;
    });
  }
}

/** The parsed value, its text if it is not JSON. */
function parsed(text: string | undefined): unknown {
  return text && (parseJson(text) ?? text);
}
