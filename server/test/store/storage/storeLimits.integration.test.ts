import type { PictureGatewayEvent } from 'chat-avatar-server';
import { Redis } from 'ioredis';
import { afterEach, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../../test/support/eventually.js';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { startS3 } from '../../../../test/support/s3.js';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { storeLimits } from '../../../src/store/storage/storeLimits.js';
import { runCli } from '../../cli/runCli.js';
import { gatewayOf, JOHN, MONA } from '../../gateway/gateways.fixture.js';
import { startRedisCluster } from '../../support/redisGroups.js';

const full = (policy: string) => ['--maxmemory', '100mb', '--maxmemory-policy', policy];

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function redisWith(...settings: string[]): Promise<RedisServer> {
  const server = await startRedis({ settings });
  stops.push(server.stop);
  return server;
}

async function opened(place: string, environment: Record<string, string> = {}) {
  const { storage, close } = await openStorage(place, environment);
  stops.push(close);
  return storage;
}

it.each([
  ['allkeys-lru', ['"allkeys-lru": when its memory is full, it drops pictures']],
  ['volatile-lru', ['"volatile-lru": when its memory is full, it drops leases']],
  ['noeviction', []],
])('reports the eviction of a Redis with the maxmemory-policy %s', async (policy, expected) => {
  const { url } = await redisWith(...full(policy));
  const limits = await storeLimits(await opened(url));
  expect(limits.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
});

it('reports no eviction of a Redis without maxmemory', async () => {
  const { url } = await redisWith('--maxmemory-policy', 'allkeys-lru');
  expect(await storeLimits(await opened(url))).toEqual([]);
});

it('asks CONFIG where the user may not run INFO, and reports nothing where both are refused', async () => {
  const { port } = await redisWith(...full('allkeys-lfu'));
  const admin = new Redis(port);
  await admin.call('ACL', 'SETUSER', 'some', 'on', '>pw', '~*', '+@all', '-info');
  await admin.call('ACL', 'SETUSER', 'none', 'on', '>pw', '~*', '+@all', '-info', '-config');
  admin.disconnect();
  const limitsOf = async (user: string) => storeLimits(await opened(`redis://${user}:pw@127.0.0.1:${port}`));
  expect(await limitsOf('some')).toMatchObject([{ reason: 'evicts' }]);
  expect(await limitsOf('none')).toEqual([]);
});

it('asks a server of a cluster', async () => {
  const cluster = await startRedisCluster();
  stops.push(cluster.stop);
  for (const { port } of cluster.servers) {
    const admin = new Redis(port);
    await admin.config('SET', 'maxmemory', '100mb');
    await admin.config('SET', 'maxmemory-policy', 'allkeys-random');
    admin.disconnect();
  }
  expect(await storeLimits(await opened(cluster.url))).toMatchObject([{ reason: 'evicts' }]);
});

it('a gateway reports once that its bucket ignores conditional writes', async () => {
  const s3 = await startS3({ conditions: 'ignored' });
  stops.push(s3.stop);
  const storage = await opened(`s3://${s3.bucket}`, s3.environment);
  const events: PictureGatewayEvent[] = [];
  const { get } = gatewayOf({ storage, onEvent: (event) => events.push(event) });
  const limits = () => events.filter(({ type }) => type === 'store-limited');
  await vi.waitFor(async () => {
    await get(JOHN);
    expect(limits()).toHaveLength(1);
  }, EVENTUALLY);
  await get(MONA);
  expect(limits()).toEqual([
    { type: 'store-limited', reason: 'no-shared-leases', message: expect.stringContaining('If-None-Match') },
  ]);
});

it('a gateway without a listener reports it on the console', async () => {
  const { url } = await redisWith(...full('allkeys-lru'));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { get } = gatewayOf({ storage: await opened(url) });
  await vi.waitFor(async () => {
    await get(JOHN);
    expect(warn).toHaveBeenCalledOnce();
  }, EVENTUALLY);
  expect(warn.mock.calls[0]?.[0]).toContain('allkeys-lru');
});

it('enrich and doctor report it', async () => {
  const { url } = await redisWith(...full('allkeys-lru'));
  vi.stubEnv('WAWP_INSTANCE_ID', '123456789012');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-secret-token-of-the-test');
  // A refused token ends the run at once.
  const wawp = await startHttpServer((_, response) => response.writeHead(401).end());
  stops.push(wawp.close);
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
  const [enrich, doctor] = await Promise.all([
    runCli('enrich', '--store', url).ended,
    runCli('doctor', '--store', url).ended,
  ]);
  expect(enrich.stderr).toContain(`${url}: Redis has the maxmemory-policy "allkeys-lru"`);
  expect(doctor.stdout).toMatch(
    /^warning +store +.* can be written and read\. Redis has the maxmemory-policy/m,
  );
});
