import { createStorage } from 'unstorage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import type { Lease } from '../../../src/store/lease/Lease.js';
import { loadOrCompute } from '../../../src/store/lease/loadOrCompute.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

let redis: RedisServer;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  for (const close of closers) await close();
  await redis.stop();
});

async function onRedis() {
  const opened = await openStorage(redis.url, {});
  closers.push(opened.close);
  return opened.storage;
}

describe('loadOrCompute', () => {
  it('computes once for 500 concurrent callers on three replicas', async () => {
    const replicas = await Promise.all([onRedis(), onRedis(), onRedis()]);
    let made = 0;
    const ask = (index: number) => {
      const storage = replicas[index % 3] ?? expect.unreachable();
      return loadOrCompute({
        lease: createLease(storage),
        key: 'once',
        ttlMs: 10_000,
        waitMs: 10_000,
        read: async () => (await storage.getItem<{ value: number }>('made')) ?? undefined,
        compute: async () => {
          made += 1;
          const value = { value: made };
          await new Promise((resolve) => setTimeout(resolve, 50));
          await storage.setItem('made', value);
          return value;
        },
      });
    };
    const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => ask(index)));
    expect(made).toBe(1);
    expect(new Set(answers.map((answer) => answer?.value))).toEqual(new Set([1]));
  });

  const once = (lease: Lease, compute: () => Promise<number>, waitMs = 5_000, signal?: AbortSignal) => {
    let value: number | undefined;
    return loadOrCompute({
      lease,
      key: 'k',
      ttlMs: 50,
      waitMs,
      read: async () => value,
      compute: async () => {
        value = await compute();
        return value;
      },
      signal,
    });
  };

  it('reads again after it has acquired the lease', async () => {
    let made: number | undefined;
    const answer = await loadOrCompute({
      // The previous holder stored its result just before it released the lease.
      lease: {
        scope: 'process',
        acquire: async () => {
          made = 1;
          return async () => undefined;
        },
        remaining: async () => 0,
      },
      key: 'k',
      ttlMs: 50,
      waitMs: 50,
      read: async () => made,
      compute: async () => 2,
    });
    expect(answer).toBe(1);
  });

  it('computes after the lease of a crashed holder has expired', async () => {
    const lease = createLease(createStorage());
    await lease.acquire('k', 60);
    expect(await once(lease, async () => 7)).toBe(7);
  });

  it('releases the lease if compute rejects', async () => {
    const lease = createLease(createStorage());
    await expect(once(lease, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await lease.acquire('k', 1000)).toBeDefined();
  });

  it('stops waiting after waitMs, and when its signal is aborted', async () => {
    const lease = createLease(createStorage());
    await lease.acquire('k', 100_000);
    expect(await once(lease, async () => 7, 10)).toBeUndefined();
    await expect(once(lease, async () => 7, 10_000, AbortSignal.timeout(20))).rejects.toThrow();
  });

  it('computes without a lease if the store of leases is down', async () => {
    const down = () => Promise.reject(new Error('down'));
    const broken: Lease = { scope: 'storage', acquire: down, remaining: down };
    expect(await once(broken, async () => 7)).toBe(7);
  });
});
