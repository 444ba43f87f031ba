import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { startRedis } from '../../../../test/support/redis.js';
import { checkStorage } from '../../../src/store/storage/checkStorage.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

it('says that a Redis is a replica, long before the time-out, and follows when it becomes a primary', async () => {
  const server = await startRedis();
  const admin = new Redis(server.port);
  const { storage, close } = await openStorage(server.url, {});
  stops.push(server.stop, () => admin.disconnect(), close);
  await admin.replicaof('127.0.0.1', 1);
  const connections = async () =>
    Number(/total_connections_received:(\d+)/.exec(await admin.info('stats'))?.[1]);

  const before = await connections();
  const checks = Array.from({ length: 20 }, () => checkStorage(storage, { timeoutMs: 10_000 }));
  for (const result of await Promise.allSettled(checks)) {
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { code: 'unreachable', message: expect.stringMatching(/is a replica.*\(READONLY\)$/) },
    });
  }
  // It looks for the primary with one new connection.
  expect((await connections()) - before).toBeLessThanOrEqual(3);

  await admin.replicaof('NO', 'ONE');
  await checkStorage(storage);
});
