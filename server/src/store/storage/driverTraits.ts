import type { BucketClient } from './drivers/bucket/BucketClient.js';
import { resolveMount } from './resolveMount.js';
import type { StorageAdapter, StorageDriver } from './StorageAdapter.js';

/** The methods of an ioredis client, or of a cluster, that leases, budgets, shared failures and reads of many values call. */
export interface RedisClient {
  set(key: string, value: string, px: 'PX', ms: number, nx: 'NX'): Promise<'OK' | null>;
  get(key: string): Promise<string | null>;
  psetex(key: string, ms: number, value: string): Promise<unknown>;
  del(key: string): Promise<number>;
  pttl(key: string): Promise<number>;
  mget(keys: string[]): Promise<(string | null)[]>;
  exists(keys: string[]): Promise<number>;
  eval(script: string, keys: number, ...args: string[]): Promise<unknown>;
}

export interface RedisConnection {
  client: RedisClient;
  /** The prefix of every Redis key of the storage, the driver's own included. */
  prefix: string;
}

/** Runs the request for one page of a list as a call of its own, with its own time limit. `options` are those of any call. */
export type PageCall = <T>(request: (options?: object) => Promise<T>) => Promise<T>;

/** Capabilities of the driver under a storage. This is the only file that reads the name of a driver. */
export interface DriverTraits {
  driver: StorageDriver;
  /** What the driver sees before each key of the storage: empty, or ends in `:`. */
  prefix: string;
  /** Whether a write is stored entirely or not at all. With other drivers, a crash may leave half a value. */
  atomicWrites: boolean;
  /** Whether a value that was written stays until it is removed. Caches drop values, at once or later. */
  durable: boolean;
  /** Whether the driver queues its calls, and takes their {@link TimeLimit} over: it is the option `limit` of each. */
  queues: boolean;
  /** Whether the driver ends a call whose time is over, and drops what it was to write: it takes the option `signal` of each. */
  aborts: boolean;
  /** Whether the driver lists its keys page by page, and takes the option `page`, a {@link PageCall}, for it. */
  pages: boolean;
  /** The folder of a writable driver for files. */
  folder: string | undefined;
  /** The connection of unstorage's `redis` driver. Created by the first read. */
  readonly redis: RedisConnection | undefined;
  /** The client of our driver for buckets. */
  readonly bucket: BucketClient | undefined;
  /** Whether `getKeys(base)` returns all keys below `base`. unstorage's `s3` driver returns at most 1,000. */
  listsByPrefix: boolean;
}

const FILE_DRIVERS: ReadonlySet<string | undefined> = new Set(['files', 'fs', 'fs-lite']);

const ATOMIC_DRIVERS: ReadonlySet<string | undefined> = new Set([
  'files',
  's3-bucket',
  's3',
  'redis',
  'memory',
  'lru-cache',
]);

const DURABLE_DRIVERS: ReadonlySet<string | undefined> = new Set([
  ...FILE_DRIVERS,
  's3-bucket',
  's3',
  'memory',
]);

/** Computed once for each storage, because `resolveMount` mounts a probe in it. */
const traitsByStorage = new WeakMap<StorageAdapter, DriverTraits>();

/** The capabilities of the driver under a storage, `prefixStorage` included. */
export function driverTraits(storage: StorageAdapter): DriverTraits {
  const known = traitsByStorage.get(storage) ?? readTraits(storage);
  traitsByStorage.set(storage, known);
  return known;
}

function readTraits(storage: StorageAdapter): DriverTraits {
  const { driver, prefix } = resolveMount(storage);
  const { base, readOnly } = (driver.options ?? {}) as Record<string, unknown>;
  const isFolder = FILE_DRIVERS.has(driver.name) && typeof base === 'string' && readOnly !== true;
  return {
    driver,
    prefix,
    atomicWrites: ATOMIC_DRIVERS.has(driver.name),
    durable: DURABLE_DRIVERS.has(driver.name),
    queues: driver.name === 'files',
    aborts: driver.name === 's3-bucket',
    pages: driver.name === 's3-bucket',
    folder: isFolder ? base : undefined,
    get redis() {
      return driver.name === 'redis' ? connect(driver, prefix) : undefined;
    },
    get bucket() {
      return driver.name === 's3-bucket' ? (driver.getInstance?.() as BucketClient | undefined) : undefined;
    },
    listsByPrefix: driver.name !== 's3',
  };
}

function connect(driver: StorageDriver, prefix: string): RedisConnection | undefined {
  const client: unknown = driver.getInstance?.();
  if (!isRedisClient(client)) return undefined;
  const { base } = (driver.options ?? {}) as Record<string, unknown>;
  const driverPrefix = typeof base === 'string' && base !== '' ? `${base.replace(/:$/, '')}:` : '';
  return { client, prefix: driverPrefix + prefix };
}

export function isRedisClient(value: unknown): value is RedisClient {
  return typeof value === 'object' && value !== null && 'set' in value && 'eval' in value;
}
