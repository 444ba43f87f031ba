import { Redis } from 'ioredis';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../../test/support/eventually.js';
import { freePort } from '../../../../test/support/redis.js';
import { createBudget } from '../../../src/store/createBudget.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import { PictureStore } from '../../../src/store/PictureStore.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import {
  type RedisCluster,
  type SentinelGroup,
  startRedisCluster,
  startSentinel,
} from '../../support/redisGroups.js';
import { available } from '../pictures.fixture.js';

const chatOf = (index: number) => `2012345678${String(index).padStart(2, '0')}@c.us` as never;

describe('redis+cluster://', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());

  it('spreads the keys over the servers, and lists all of them, with the driver of unstorage too', async () => {
    const { storage, close } = await openStorage(cluster.url, {});
    const store = new PictureStore(storage);
    const { record, bytes } = available();
    const chats = Array.from({ length: 40 }, (_, index) => chatOf(index));
    for (const chatId of chats) await store.put(chatId, record, bytes);
    for (const { port } of cluster.servers) {
      const client = new Redis(port);
      expect(await client.dbsize()).toBeGreaterThan(0);
      client.disconnect();
    }
    const theirs = createStorage({
      driver: redisDriver({
        base: 'chat-avatar',
        cluster: cluster.servers.map(({ port }) => ({ host: '127.0.0.1', port })),
      }),
    });
    for (const reader of [store, new PictureStore(theirs)]) {
      const listed: string[] = [];
      for await (const { chatId } of reader.list()) listed.push(chatId);
      expect(listed.sort()).toEqual(chats);
    }
    await theirs.dispose();
    await close();
  });

  it('follows a slot that moves to another server while it runs (MOVED)', async () => {
    const { storage, close } = await openStorage(cluster.url, {});
    const key = 'settings:moved';
    await storage.setItem(key, '{"value":1}');
    const clients = cluster.servers.map(({ port }) => new Redis(port));
    const stored = `chat-avatar:${key}`;
    const slot = String(await clients[0]?.call('CLUSTER', 'KEYSLOT', stored));
    const holders = await Promise.all(clients.map((client) => client.exists(stored).catch(() => 0)));
    const from = clients[holders.indexOf(1)];
    const to = clients[(holders.indexOf(1) + 1) % clients.length];
    const toId = String(await to?.call('CLUSTER', 'MYID'));
    await to?.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(await from?.call('CLUSTER', 'MYID')));
    await from?.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    await from?.migrate('127.0.0.1', to?.options.port ?? 0, stored, 0, 5_000);
    for (const client of [to, from, ...clients]) await client?.call('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
    await expect(from?.get(stored)).rejects.toThrow('MOVED');

    expect(await storage.getItem(key)).toEqual({ value: 1 });
    await storage.setItem(key, '{"value":2}');
    expect(await to?.get(stored)).toBe('{"value":2}');
    for (const client of clients) client.disconnect();
    await close();
  });

  it('is named where one of its servers is named as redis://', async () => {
    const { storage, close } = await openStorage(cluster.url.replace('redis+cluster', 'redis'), {});
    const store = new PictureStore(storage);
    const { record, bytes } = available();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => store.put(chatOf(index), record, bytes)),
    );
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'failed',
        message: expect.stringMatching(/is a server of a cluster\. .*redis\+cluster:\/\/.*\(MOVED\)$/),
      });
    }
    await close();
  });

  it('shares leases and rate limits between replicas', async () => {
    const [one, two] = await Promise.all([openStorage(cluster.url, {}), openStorage(cluster.url, {})]);
    await Promise.all([one.check(), two.check()]);
    const [first, second] = [createLease(one.storage), createLease(two.storage)];
    const release = await first.acquire('a', 60_000);
    expect(await second.acquire('a', 60_000)).toBeUndefined();
    expect(await second.remaining('a')).toBeGreaterThan(0);
    await release?.();
    expect(await second.acquire('a', 60_000)).toBeDefined();

    const options = { points: 2, durationMs: 60_000, name: 'instance' };
    const [budget, other] = [createBudget(one.storage, options), createBudget(two.storage, options)];
    expect([await budget.take(), await other.take()]).toEqual([{ allowed: true }, { allowed: true }]);
    expect(await budget.take()).toMatchObject({ allowed: false });
    await Promise.all([one.close(), two.close()]);
  });
});

describe('redis+sentinel://', () => {
  let group: SentinelGroup;
  beforeAll(async () => {
    group = await startSentinel({ password: 's3cret' });
  });
  afterAll(() => group.stop());

  it('fails with the reason if the credentials of the Sentinels are missing', async () => {
    const { check, close } = await openStorage(group.url, {});
    await expect(check()).rejects.toMatchObject({
      code: 'wrong-credentials',
      message: expect.stringContaining('REDIS_SENTINEL_PASSWORD'),
    });
    await close();
  });

  it('fails with the reason if the Sentinels do not know the primary', async () => {
    const { check, close } = await openStorage(group.url.replace('/faces', '/facse'), {
      REDIS_SENTINEL_PASSWORD: 's3cret',
    });
    await expect(check()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('"facse"'),
    });
    await close();
  });

  it('follows the primary through a failover', async () => {
    const {
      storage,
      close,
      describe: place,
    } = await openStorage(group.url, { REDIS_SENTINEL_PASSWORD: 's3cret' });
    expect(place()).toBe(group.url);
    await storage.setItem('settings:a', '{"value":1}');
    await group.failOver();
    const next = new Redis(group.replica.port);
    // The former primary accepts writes until the Sentinel has reached it.
    await vi.waitUntil(async () => {
      await storage.setItem('settings:b', '{"value":2}');
      return (await next.exists('chat-avatar:settings:b')) === 1;
    }, EVENTUALLY);
    next.disconnect();
    await close();
  });
});

it.each(['sentinel', 'cluster'])(
  'redis+%s:// fails soon while no server answers, instead of keeping the commands',
  async (topology) => {
    const port = await freePort();
    const place = `redis+${topology}://127.0.0.1:${port}${topology === 'sentinel' ? '/faces' : ''}`;
    const { storage, check, close } = await openStorage(place, {});
    await expect(check()).rejects.toMatchObject({ code: 'unreachable' });
    await expect(storage.setItem('settings:a', '1')).rejects.toThrow();
    await close();
  },
);
