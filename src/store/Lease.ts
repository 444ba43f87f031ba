import { randomUUID } from 'node:crypto';
import type { Storage } from 'unstorage';
import { folderLease } from './folderLease.js';
import { type Held, processLease } from './processLease.js';
import { redisOf } from './redisOf.js';
import { withDeadline } from './withDeadline.js';

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
}

/**
 * The lease that a storage can give. On Redis it holds for every machine that shares it, in a folder for every process of
 * the machine (and for other machines as far as their network file system shows a new file to all at once). S3 and memory
 * have nothing to build it on that all of their servers promise: there it holds within the process, for everybody who
 * opened the same place. Several processes may then ask for the same chat once each; what they store is the same.
 */
export function createLease(storage: Storage, { timeoutMs = 5_000 }: { timeoutMs?: number } = {}): Lease {
  const redis = redisOf(storage);
  if (redis === undefined) {
    const base = folderOf(storage);
    const held = placeOf(storage);
    return base === undefined ? processLease(held) : folderLease({ base, timeoutMs, held });
  }
  const { client, prefix } = redis;
  return {
    scope: 'storage',
    async acquire(key, ttlMs) {
      const name = `${prefix}leases:${key}`;
      const token = randomUUID();
      // The one atomic way (Redis' documentation of SET); the end comes from the server's clock.
      const answer = await withDeadline(timeoutMs, () =>
        client.set(name, token, 'PX', Math.ceil(ttlMs), 'NX'),
      );
      if (answer !== 'OK') return undefined;
      return async () => {
        await withDeadline(timeoutMs, () => client.eval(DELETE_IF_OURS, 1, name, token));
      };
    },
  };
}

/** After its end a lease may be somebody else's already. */
const DELETE_IF_OURS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

const placesByName = new Map<string, Held>();
const placesByDriver = new WeakMap<object, Held>();

/** The folder of a storage in files. */
function folderOf(storage: Storage): string | undefined {
  const { name, options } = storage.getMount().driver;
  const { base, readOnly } = (options ?? {}) as Record<string, unknown>;
  const isFolder = name === 'files' || name === 'fs' || name === 'fs-lite';
  return isFolder && typeof base === 'string' && readOnly !== true ? base : undefined;
}

/** Two storages that were opened on the same folder or bucket share their leases; two in memory have nothing in common. */
function placeOf(storage: Storage): Held {
  const { driver } = storage.getMount();
  const { base, endpoint, bucket, prefix } = (driver.options ?? {}) as Record<string, unknown>;
  const name = [base, endpoint, bucket, prefix].some((part) => typeof part === 'string')
    ? JSON.stringify([driver.name, base, endpoint, bucket, prefix])
    : undefined;
  const place = (name === undefined ? placesByDriver.get(driver) : placesByName.get(name)) ?? new Map();
  if (name === undefined) placesByDriver.set(driver, place);
  else placesByName.set(name, place);
  return place;
}
