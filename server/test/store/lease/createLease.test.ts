import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createStorage, prefixStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { createBudget } from '../../../src/store/createBudget.js';
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

async function someFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'lease-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Two replicas on one store. */
const shared: [string, Lease['scope'], () => Promise<[Lease, Lease]>][] = [
  ['Redis', 'storage', async () => [createLease(await onRedis()), createLease(await onRedis())]],
  [
    'one storage in one process',
    'process',
    async () => {
      const storage = createStorage();
      return [createLease(storage), createLease(storage)];
    },
  ],
  [
    'one folder',
    'storage',
    async () => {
      const folder = await someFolder();
      const open = async () => createLease((await openStorage(folder)).storage);
      return [await open(), await open()];
    },
  ],
];

describe.each(shared)('a lease on %s', (name, scope, open) => {
  const key = (text: string) => `${name}:${text}`;

  it('is had by one of all who want it', async () => {
    const [one, other] = await open();
    expect(one.scope).toBe(scope);
    const wanted = Array.from({ length: 50 }, (_, index) =>
      (index % 2 ? one : other).acquire(key('a'), 10_000),
    );
    const had = (await Promise.all(wanted)).filter((release) => release !== undefined);
    expect(had).toHaveLength(1);
    expect(await other.remaining(key('a'))).toSatisfy((ms: number) => ms > 5_000 && ms <= 10_001);
    expect(await other.remaining(key('b'))).toBe(0);
    expect(await other.acquire(key('b'), 10_000)).toBeDefined();
    await had[0]?.();
    expect(await other.acquire(key('a'), 10_000)).toBeDefined();
  });

  it('ends by itself, and is then not given back a second time', async () => {
    const [one, other] = await open();
    const late = await one.acquire(key('c'), 1);
    await vi.waitFor(async () => expect(await other.acquire(key('c'), 10_000)).toBeDefined());
    await late?.();
    expect(await one.acquire(key('c'), 10_000)).toBeUndefined();
  });
});

describe('a long lease on Redis', () => {
  const remaining = async (lease: Lease, key: string, expected: (ms: number) => boolean) =>
    vi.waitFor(async () => expect(await lease.remaining(key)).toSatisfy(expected), { timeout: 8_000 });

  it('stands for as long as its holder lives, and for ten seconds after', async () => {
    const client = new Redis(redis.url);
    const [one, other] = [createLease(await onRedis()), createLease(await onRedis())];
    const release = await one.acquire('long', 60_000);
    await one.acquire('lost', 60_000);
    expect(await other.remaining('long')).toSatisfy((ms: number) => ms > 5_000 && ms <= 10_000);
    // As if nothing had been heard of the holder for a while: its next sign makes that good.
    await client.pexpire('chat-avatar:leases:long', 4_500);
    // What somebody else has meanwhile is not prolonged.
    await client.set('chat-avatar:leases:lost', 'somebody else’s', 'PX', 4_500);
    await Promise.all([
      remaining(other, 'long', (ms) => ms > 5_000),
      remaining(other, 'lost', (ms) => ms === 0),
    ]);
    await release?.();
    expect(await other.remaining('long')).toBe(0);
    client.disconnect();
  });

  it('that outlives its process stands for its whole time', async () => {
    const lease = createLease(await onRedis());
    await lease.acquire('outlives', 60_000, { outlivesProcess: true });
    expect(await lease.remaining('outlives')).toBeGreaterThan(50_000);
  });
});

it('knows the Redis under a storage that somebody else made, and keeps to its keys', async () => {
  const driver = redisDriver({ url: redis.url, base: 'theirs' });
  const storage = createStorage({ driver });
  closers.push(() => storage.dispose());
  const lease = createLease(storage);
  expect(lease.scope).toBe('storage');
  await lease.acquire('x', 10_000);
  expect(await driver.getInstance?.().get('theirs:leases:x')).toEqual(expect.any(String));
});

it.each([
  ['memory', async () => createStorage()],
  ['a folder', async () => (await openStorage(await someFolder())).storage],
  ['Redis', onRedis],
  [
    'a Redis that is mounted',
    async () => createStorage().mount('pictures', (await onRedis()).getMount().driver),
  ],
])('has nothing in common between two prefixes of one storage: %s', async (name, open) => {
  const storage = await open();
  const prefixes = ['pictures:a', 'pictures:b', 'pictures'].map((prefix) => prefixStorage(storage, prefix));
  const nested = prefixStorage(prefixStorage(storage, 'pictures'), 'a');
  for (const prefixed of prefixes) {
    expect(await createLease(prefixed).acquire('prefixed', 10_000)).toBeDefined();
    expect(await createLease(prefixed).acquire('prefixed', 10_000)).toBeUndefined();
  }
  expect(await createLease(nested).acquire('prefixed', 10_000)).toBeUndefined();
  // Nothing is left of what it took to find that out.
  expect(storage.getMounts('')).toHaveLength(name === 'a Redis that is mounted' ? 2 : 1);
});

it('has nothing in common between two storages in memory', async () => {
  expect(await createLease(createStorage()).acquire('x', 10_000)).toBeDefined();
  expect(await createLease(createStorage()).acquire('x', 10_000)).toBeDefined();
});

it('fails in time when Redis is not there', async () => {
  const { storage, close } = await openStorage('redis://127.0.0.1:1', {});
  await expect(createLease(storage).acquire('x', 1000)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'unreachable',
  });
  await close();
});

describe('loadOrCompute', () => {
  it('makes it once for 500 askers on three replicas', async () => {
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

  it('looks once more when its turn comes', async () => {
    let made: number | undefined;
    const answer = await loadOrCompute({
      // Whoever had the lease before us finished just now.
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

  it('takes over from one who died with the lease', async () => {
    const lease = createLease(createStorage());
    await lease.acquire('k', 60);
    expect(await once(lease, async () => 7)).toBe(7);
  });

  it('gives the lease back when it fails, so that the next one may try', async () => {
    const lease = createLease(createStorage());
    await expect(once(lease, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(await lease.acquire('k', 1000)).toBeDefined();
  });

  it('does not wait for ever, nor for a caller who left', async () => {
    const lease = createLease(createStorage());
    await lease.acquire('k', 100_000);
    expect(await once(lease, async () => 7, 10)).toBeUndefined();
    await expect(once(lease, async () => 7, 10_000, AbortSignal.timeout(20))).rejects.toThrow();
  });

  it('works without a lease when its store is down', async () => {
    const down = () => Promise.reject(new Error('down'));
    const broken: Lease = { scope: 'storage', acquire: down, remaining: down };
    expect(await once(broken, async () => 7)).toBe(7);
  });
});

describe('createBudget', () => {
  it('is one for all replicas on a Redis', async () => {
    const options = { points: 10, durationMs: 60_000, name: 'instance' };
    const first = await onRedis();
    const second = await onRedis();
    await Promise.all([first, second].map((storage) => storage.hasItem('connect')));
    const budgets = [createBudget(first, options), createBudget(second, options)];
    const answers = [];
    for (let index = 0; index < 15; index += 1) answers.push(await budgets[index % 2]?.take());
    expect(answers.filter((answer) => answer?.allowed)).toHaveLength(10);
    const refused = answers.at(-1);
    expect(refused).toEqual({ allowed: false, retryAfterMs: expect.any(Number) });
  });

  it('is one per process without, and without a Redis that answers', async () => {
    const options = { points: 2, durationMs: 60_000, name: 'instance' };
    const { storage, close } = await openStorage('redis://127.0.0.1:1', {});
    for (const budget of [
      createBudget(undefined, options),
      createBudget(createStorage(), options),
      createBudget(storage, options),
    ]) {
      const answers = [await budget.take(), await budget.take(), await budget.take()];
      expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    }
    await close();
  });
});
