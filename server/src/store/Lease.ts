import { folderLease } from './folderLease.js';
import { mountOf } from './mountOf.js';
import { type Held, processLease } from './processLease.js';
import { redisLease } from './redisLease.js';
import { redisOf } from './redisOf.js';
import type { StorageAdapter, StorageDriver } from './StorageAdapter.js';

/** Gives a lease back before it ends by itself. Safe to call twice, and too late. */
export type Release = () => Promise<void>;

export interface AcquireOptions {
  /** It stands for its whole time, even where it could be seen that whoever has it runs no more. */
  outlivesProcess?: boolean;
}

/**
 * The right to do something alone for a short while. It ends by itself, so that whoever dies with it holds nobody up.
 */
export interface Lease {
  /** Who is kept out: everybody on this storage, or only this process. */
  readonly scope: 'storage' | 'process';
  /** `undefined` when somebody else has it. `ttlMs` has to outlast the work. */
  acquire(key: string, ttlMs: number, options?: AcquireOptions): Promise<Release | undefined>;
  /** How long somebody still has it, in ms; 0 when nobody has. */
  remaining(key: string): Promise<number>;
}

/**
 * The lease that a storage can give. On Redis it holds for every machine that shares it, in a folder for every process of
 * the machine (and for other machines as far as their network file system shows a new file to all at once). S3 and memory
 * have nothing to build it on that all of their servers promise: there it holds within the process, for everybody who
 * opened the same place. Several processes may then ask for the same chat once each; what they store is the same.
 */
export function createLease(
  storage: StorageAdapter,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Lease {
  const redis = redisOf(storage);
  if (redis) return redisLease(redis, timeoutMs);
  const { driver, prefix } = mountOf(storage);
  const held = placeOf(driver);
  const base = folderOf(driver);
  const lease = base === undefined ? processLease(held) : folderLease({ base, timeoutMs, held });
  return {
    scope: lease.scope,
    acquire: (key, ttlMs, options) => lease.acquire(prefix + key, ttlMs, options),
    remaining: (key) => lease.remaining(prefix + key),
  };
}

const placesByName = new Map<string, Held>();
const placesByDriver = new WeakMap<object, Held>();

/** The folder of a storage in files. */
function folderOf({ name, options }: StorageDriver): string | undefined {
  const { base, readOnly } = (options ?? {}) as Record<string, unknown>;
  const isFolder = name === 'files' || name === 'fs' || name === 'fs-lite';
  return isFolder && typeof base === 'string' && readOnly !== true ? base : undefined;
}

/** Two storages that were opened on the same folder or bucket share their leases; two in memory have nothing in common. */
function placeOf(driver: StorageDriver): Held {
  const { base, endpoint, bucket, prefix } = (driver.options ?? {}) as Record<string, unknown>;
  const name = [base, endpoint, bucket, prefix].some((part) => typeof part === 'string')
    ? JSON.stringify([driver.name, base, endpoint, bucket, prefix])
    : undefined;
  const place = (name === undefined ? placesByDriver.get(driver) : placesByName.get(name)) ?? new Map();
  if (name === undefined) placesByDriver.set(driver, place);
  else placesByName.set(name, place);
  return place;
}
