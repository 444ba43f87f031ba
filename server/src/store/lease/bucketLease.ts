import { createHash, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isObject } from '../../lib/isObject.js';
import { entryLimit } from '../../lib/memory/entryLimit.js';
import { numberIn } from '../../lib/numberIn.js';
import type { CallQueue } from '../storage/CallQueue.js';
import type {
  BucketClient,
  VersionedObject,
  WriteCondition,
} from '../storage/drivers/bucket/BucketClient.js';
import { withStoreTimeout } from '../storage/withStoreTimeout.js';
import { givingUpLate } from './givingUpLate.js';
import { FIRST_CHECK, hasConditionalWrites, LEASES_FOLDER } from './hasConditionalWrites.js';
import type { Lease, Release } from './Lease.js';
import { type HeldLeases, processLease } from './processLease.js';

/** A long lease expires this long after its holder was killed, in ms. A live holder renews it (heartbeat). */
const HEARTBEAT_EXPIRY = 10_000;
const HEARTBEAT_INTERVAL = 3_000;

/** Servers tell times in whole seconds, so that an age may be this much less than it seems, in ms. */
const CLOCK_RESOLUTION = 1_000;

/** After another process was found to hold a lease, the next attempts read before they write, for this long, in ms. */
const DENIED_MS = 30_000;

/** Interval between searches for expired leases, in ms, and how old they are at least. */
const SWEEP_INTERVAL = 60 * 60 * 1000;

export interface BucketLeaseOptions {
  client: BucketClient;
  timeoutMs: number;
  /** The leases of this process. */
  held: HeldLeases;
  /** The queue of the calls of this bucket. */
  queue: CallQueue;
}

interface Claim {
  /** Of the object. */
  version: string;
  /** Until then no other process can have taken the lease over, on the clock of `performance.now()`. */
  safeUntil: number;
}

/**
 * A lease for all processes that use a bucket, by conditional writes. To acquire: create an object if there is none
 * (`If-None-Match: *`), or replace an expired one if it is still the same (`If-Match`). The server's clock decides the expiry. Where a
 * server ignores conditions, the lease holds within this process only.
 */
export function bucketLease({ client, timeoutMs, held, queue }: BucketLeaseOptions): Lease {
  const own = processLease(held);
  const inTurn = <T>(call: () => Promise<T>) =>
    withStoreTimeout(timeoutMs, (limit) => queue.run(limit, call));
  /** Leases that another process holds. */
  const denied = new LRUCache<string, true>({ ...entryLimit(10_000), ttl: DENIED_MS });

  async function claim(path: string, ttlMs: number, outlivesProcess: boolean): Promise<Release | undefined> {
    const token = randomUUID();
    const endsAt = performance.now() + ttlMs;
    const expiry = () => (outlivesProcess ? ttlMs : Math.min(endsAt - performance.now(), HEARTBEAT_EXPIRY));
    let writes = 0;
    const write = async (
      condition: WriteCondition,
    ): Promise<{ claim: Claim } | { found?: VersionedObject }> => {
      const startedAt = performance.now();
      const expiresIn = Math.max(1, expiry());
      writes += 1;
      // The body differs each time, because the version of an object may be the hash of its body.
      const body = JSON.stringify({ token, writes, ttlMs: Math.ceil(expiresIn) });
      const claimOf = (version: string) => ({ claim: { version, safeUntil: startedAt + expiresIn } });
      const version = await client.putIf(path, body, condition);
      if (version !== undefined) return claimOf(version);
      const found = await client.read(path);
      // The answer to an earlier attempt may have been lost.
      if (found?.body === body) return claimOf(found.version);
      return found ? { found } : {};
    };
    const take = async (): Promise<Claim | undefined> => {
      // A read costs a bucket less than a write.
      const seen = denied.has(path) ? await client.read(path) : undefined;
      const first = seen ? { found: seen } : await write('absent');
      if ('claim' in first) return first.claim;
      const { found } = first;
      if (found && remainingOf(found) > 0) return undefined;
      const second = await write(found ?? 'absent');
      return 'claim' in second ? second.claim : undefined;
    };

    const current = await take();
    if (current === undefined) {
      denied.set(path, true);
      return undefined;
    }
    let latest: Claim | undefined = current;
    let renewing: Promise<void> = Promise.resolve();
    const renew = async () => {
      if (latest === undefined || endsAt - performance.now() <= 0) return;
      const held = latest;
      // Not in turn, which may take longer than the lease.
      await withStoreTimeout(timeoutMs, () => write(held)).then(
        (next) => {
          latest = 'claim' in next ? next.claim : undefined;
        },
        // A bucket that answers again before the expiry still has the lease.
        () => undefined,
      );
    };
    const timer =
      expiry() < ttlMs - 1
        ? setInterval(() => {
            renewing = renewing.then(renew);
          }, HEARTBEAT_INTERVAL)
        : undefined;
    timer?.unref();
    return async () => {
      clearInterval(timer);
      // A renewal that arrives after the removal could create the object again.
      await renewing;
      const isSafe = latest !== undefined && performance.now() + timeoutMs < latest.safeUntil;
      latest = undefined;
      // Otherwise the lease may belong to another process by now. It is left to expire.
      if (isSafe) await client.remove(path);
    };
  }

  return {
    scope: 'storage',
    async acquire(key, ttlMs, { outlivesProcess = false } = {}) {
      const releaseOwn = await own.acquire(key, ttlMs);
      if (releaseOwn === undefined) return undefined;
      try {
        const isShared = await withStoreTimeout(timeoutMs, () => hasConditionalWrites(client));
        if (!isShared) return releaseOwn;
        const path = pathOf(key);
        sweepSometimes(client, (expired) => claim(expired, HEARTBEAT_EXPIRY, false));
        const release = await givingUpLate(inTurn, () => claim(path, ttlMs, outlivesProcess));
        if (release === undefined) await releaseOwn();
        return release && (() => inTurn(release).finally(releaseOwn));
      } catch (error) {
        await releaseOwn();
        throw error;
      }
    },
    async remaining(key) {
      const isShared = await withStoreTimeout(timeoutMs, () => hasConditionalWrites(client));
      if (!isShared) return own.remaining(key);
      const found = await inTurn(() => client.read(pathOf(key)));
      return found === undefined ? 0 : remainingOf(found);
    },
  };
}

/** The hash makes any key a valid name, and hides the phone number in it. */
function pathOf(key: string): string {
  return `${LEASES_FOLDER}/${createHash('sha256').update(key).digest('hex')}`;
}

function remainingOf({ body, ageMs }: VersionedObject): number {
  return Math.max(0, readTtl(body) + CLOCK_RESOLUTION - ageMs);
}

/** The lifetime of a lease in ms, from the body of its object. 0 for a foreign object. */
export function readTtl(body: string): number {
  try {
    const lease: unknown = JSON.parse(body);
    const ttlMs = isObject(lease) ? numberIn(lease.ttlMs) : Number.NaN;
    return ttlMs > 0 && Number.isFinite(ttlMs) ? ttlMs : 0;
  } catch {
    return 0;
  }
}

const sweptAt = new WeakMap<BucketClient, number>();

/** Removes expired leases of processes that crashed, and of leases that are never released. Each is taken over first. */
function sweepSometimes(
  client: BucketClient,
  takeOver: (path: string) => Promise<Release | undefined>,
): void {
  const now = performance.now();
  const last = sweptAt.get(client);
  if (last !== undefined && now - last < SWEEP_INTERVAL) return;
  sweptAt.set(client, now);
  // A command that ends soon lists nothing.
  if (last === undefined) return;
  const sweep = async () => {
    const { objects } = await client.page(`${LEASES_FOLDER}/`);
    for (const { key, ageMs } of objects) {
      if (ageMs < SWEEP_INTERVAL || key === FIRST_CHECK) continue;
      const release = await takeOver(key);
      await release?.();
    }
  };
  // An expired lease that cannot be removed blocks no other.
  sweep().catch(() => undefined);
}
