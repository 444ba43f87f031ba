import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createStorage, prefixStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../../test/support/eventually.js';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { type S3Server, startS3 } from '../../../../test/support/s3.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import type { Lease } from '../../../src/store/lease/Lease.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

let redis: RedisServer;
let s3: S3Server;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [redis, s3] = await Promise.all([startRedis(), startS3()]);
});

afterAll(async () => {
  for (const close of closers) await close();
  await redis.stop();
  await s3.stop();
});

async function onRedis() {
  const opened = await openStorage(redis.url, {});
  closers.push(opened.close);
  return opened.storage;
}

async function onS3(server = s3) {
  const opened = await openStorage(`s3://${server.bucket}/faces`, server.environment);
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
  ['S3', 'storage', async () => [createLease(await onS3()), createLease(await onS3())]],
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

  it('is acquired by one of 50 concurrent callers', async () => {
    const [one, other] = await open();
    expect(one.scope).toBe(scope);
    const wanted = Array.from({ length: 50 }, (_, index) =>
      (index % 2 ? one : other).acquire(key('a'), 10_000),
    );
    const had = (await Promise.all(wanted)).filter((release) => release !== undefined);
    expect(had).toHaveLength(1);
    // A bucket tells times in whole seconds.
    expect(await other.remaining(key('a'))).toSatisfy((ms: number) => ms > 5_000 && ms <= 11_000);
    expect(await other.remaining(key('b'))).toBe(0);
    expect(await other.acquire(key('b'), 10_000)).toBeDefined();
    await had[0]?.();
    expect(await other.acquire(key('a'), 10_000)).toBeDefined();
  });

  it('expires by itself, and a late release does not free the lease of the next holder', async () => {
    const [one, other] = await open();
    const late = await one.acquire(key('c'), 1);
    await vi.waitFor(async () => expect(await other.acquire(key('c'), 10_000)).toBeDefined(), EVENTUALLY);
    await late?.();
    expect(await one.acquire(key('c'), 10_000)).toBeUndefined();
  });
});

describe('a long lease on Redis', () => {
  const remaining = async (lease: Lease, key: string, expected: (ms: number) => boolean) =>
    vi.waitFor(async () => expect(await lease.remaining(key)).toSatisfy(expected), EVENTUALLY);

  it('is extended while its holder lives, and expires ten seconds after its last heartbeat', async () => {
    const client = new Redis(redis.url);
    const [one, other] = [createLease(await onRedis()), createLease(await onRedis())];
    const release = await one.acquire('long', 60_000);
    await one.acquire('lost', 60_000);
    expect(await other.remaining('long')).toSatisfy((ms: number) => ms > 5_000 && ms <= 10_000);
    // As if heartbeats had been missed: the next one extends the lease again.
    await client.pexpire('chat-avatar:leases:long', 4_500);
    // A lease that another holder has meanwhile is not extended.
    await client.set('chat-avatar:leases:lost', 'another token', 'PX', 4_500);
    await Promise.all([
      remaining(other, 'long', (ms) => ms > 5_000),
      remaining(other, 'lost', (ms) => ms === 0),
    ]);
    await release?.();
    expect(await other.remaining('long')).toBe(0);
    client.disconnect();
  });

  it('lasts until its expiry with outlivesProcess', async () => {
    const lease = createLease(await onRedis());
    await lease.acquire('outlives', 60_000, { outlivesProcess: true });
    expect(await lease.remaining('outlives')).toBeGreaterThan(50_000);
  });
});

it('uses the Redis of a storage with unstorage’s redis driver, and its key prefix', async () => {
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
])('leases of two prefixes of one storage are independent: %s', async (name, open) => {
  const storage = await open();
  const prefixes = ['pictures:a', 'pictures:b', 'pictures'].map((prefix) => prefixStorage(storage, prefix));
  const nested = prefixStorage(prefixStorage(storage, 'pictures'), 'a');
  for (const prefixed of prefixes) {
    expect(await createLease(prefixed).acquire('prefixed', 10_000)).toBeDefined();
    expect(await createLease(prefixed).acquire('prefixed', 10_000)).toBeUndefined();
  }
  expect(await createLease(nested).acquire('prefixed', 10_000)).toBeUndefined();
  // The probe is unmounted again.
  expect(storage.getMounts('')).toHaveLength(name === 'a Redis that is mounted' ? 2 : 1);
});

it('leases of two storages in memory are independent', async () => {
  expect(await createLease(createStorage()).acquire('x', 10_000)).toBeDefined();
  expect(await createLease(createStorage()).acquire('x', 10_000)).toBeDefined();
});

it('rejects with a StoreError when Redis is unreachable', async () => {
  const { storage, close } = await openStorage('redis://127.0.0.1:1', {});
  await expect(createLease(storage).acquire('x', 1000)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'unreachable',
  });
  await close();
});
