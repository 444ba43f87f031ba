import type { RedisClient } from './driverTraits.js';
import type { StorageAdapter, StorageDriver } from './StorageAdapter.js';

/** Reads many values of a storage at once: one round trip where the store has a command for it. `options` are for the driver. */
export interface BulkReads {
  /** Whether one command reads all keys, so that they fail together. */
  isOneCommand: boolean;
  /** The texts of these keys, in their order. `undefined`: there is none. */
  texts(keys: readonly string[], options?: object): Promise<(string | undefined)[]>;
  /** Whether each of these keys has a value. */
  exist(keys: readonly string[], options?: object): Promise<boolean[]>;
}

const readsByStorage = new WeakMap<StorageAdapter, BulkReads>();

/**
 * Marks a storage that this package has made of one driver. Only its values are read past its methods: a wrapper around a storage, such
 * as one that encrypts values, has to see each call.
 */
export function withBulkReads<S extends StorageAdapter>(storage: S, reads: BulkReads): S {
  readsByStorage.set(storage, reads);
  return storage;
}

/** `undefined`: its values are read one by one. */
export function bulkReadsOf(storage: StorageAdapter): BulkReads | undefined {
  return readsByStorage.get(storage);
}

/** Reads the text of one record. `options` are for the driver. */
export type RecordRead = (key: string, options?: object) => Promise<string | undefined>;

const recordReads = new WeakMap<StorageAdapter, RecordRead>();

/**
 * Marks a storage of which many records are read at a time, past the queue of its calls, which is as long as pictures need. For a command
 * that reads every record, and nothing else.
 */
export function withRecordReads<S extends StorageAdapter>(storage: S, driver: StorageDriver): S {
  recordReads.set(storage, (key, options) => readText(driver, key, options));
  return storage;
}

export function recordReadOf(storage: StorageAdapter): RecordRead | undefined {
  return recordReads.get(storage);
}

async function readText(driver: StorageDriver, key: string, options?: object): Promise<string | undefined> {
  const value: unknown = await driver.getItem(key, options);
  return typeof value === 'string' ? value : undefined;
}

/** One call of the driver for each key, without the work of unstorage around it. */
export function bulkReadsOfDriver(driver: StorageDriver): BulkReads {
  return {
    isOneCommand: false,
    texts: (keys, options) => Promise.all(keys.map((key) => readText(driver, key, options))),
    async exist(keys, options = {}) {
      return (await Promise.all(keys.map((key) => driver.hasItem(key, options)))).map(Boolean);
    },
  };
}

/** One command each. `prefix` stands before each key. */
export function bulkReadsOfRedis(client: RedisClient, prefix: string): BulkReads {
  return {
    isOneCommand: true,
    texts: async (keys) =>
      (await client.mget(keys.map((key) => prefix + key))).map((text) => text ?? undefined),
    async exist(keys) {
      // The command counts a key as often as it is named.
      const found = await client.exists(keys.map((key) => prefix + key));
      if (found === keys.length) return keys.map(() => true);
      return Promise.all(keys.map(async (key) => (await client.exists([prefix + key])) === 1));
    },
  };
}
