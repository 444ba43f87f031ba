import { callQueueOf } from '../storage/callQueueOf.js';
import { driverTraits } from '../storage/driverTraits.js';
import type { StorageAdapter, StorageDriver } from '../storage/StorageAdapter.js';
import { bucketLease } from './bucketLease.js';
import { folderLease } from './folderLease.js';
import type { Lease } from './Lease.js';
import { type HeldLeases, processLease } from './processLease.js';
import { redisLease } from './redisLease.js';

/**
 * Creates the strongest lease that a storage supports. Redis, and a bucket on a server with conditional writes: all machines that use
 * it. A folder: all processes of the machine, and other machines as far as their network file system shows a new file to all of them
 * at once. Memory and other storages: this process only, for all storages that are opened on the same place. Several processes may
 * then request the same chat once each, and store the same answer.
 */
export function createLease(
  storage: StorageAdapter,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Lease {
  const traits = driverTraits(storage);
  const { redis, driver, folder, bucket, prefix } = traits;
  if (redis) return redisLease(redis, timeoutMs);
  const held = heldLeasesOn(driver);
  const lease = bucket
    ? bucketLease({ client: bucket, timeoutMs, held, queue: callQueueOf(traits) })
    : folder === undefined
      ? processLease(held)
      : folderLease({ base: folder, timeoutMs, held });
  return {
    scope: lease.scope,
    acquire: (key, ttlMs, options) => lease.acquire(prefix + key, ttlMs, options),
    remaining: (key) => lease.remaining(prefix + key),
  };
}

const heldByPlace = new Map<string, HeldLeases>();
const heldByDriver = new WeakMap<object, HeldLeases>();

/** Storages on the same folder or bucket share their leases. Each driver for memory has leases of its own. */
function heldLeasesOn(driver: StorageDriver): HeldLeases {
  const { base, endpoint, bucket, prefix } = (driver.options ?? {}) as Record<string, unknown>;
  const place = [base, endpoint, bucket, prefix].some((part) => typeof part === 'string')
    ? JSON.stringify([driver.name, base, endpoint, bucket, prefix])
    : undefined;
  const held = (place === undefined ? heldByDriver.get(driver) : heldByPlace.get(place)) ?? new Map();
  if (place === undefined) heldByDriver.set(driver, held);
  else heldByPlace.set(place, held);
  return held;
}
