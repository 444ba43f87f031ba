import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { installRedis } from '../../../test/support/findRedis.js';
import { freePort, patientClient, type RedisServer, startRedis } from '../../../test/support/redis.js';

const SLOTS = 16_384;

export interface RedisCluster {
  /** `redis+cluster://127.0.0.1:<port>`: one of its servers, which names the others. */
  url: string;
  servers: RedisServer[];
  stop(): Promise<void>;
}

/** Three servers, each with a third of the slots. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const buses = await Promise.all([freePort(), freePort(), freePort()]);
  const servers = await Promise.all(
    buses.map((bus) => startRedis({ settings: ['--cluster-enabled', 'yes', '--cluster-port', `${bus}`] })),
  );
  const clients = servers.map(({ port }) => new Redis(port));
  const [first] = servers;
  if (first === undefined) throw new Error('There is no server.');
  for (const [index, client] of clients.entries()) {
    const [from, to] = [index, index + 1].map((part) => Math.round((part * SLOTS) / clients.length));
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? SLOTS) - 1));
    // Each needs an epoch of its own.
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (index > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(buses[0]));
  }
  const states = () => Promise.all(clients.map((client) => client.cluster('INFO')));
  await vi.waitUntil(
    async () =>
      (await states()).every(
        (state) =>
          state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${clients.length}`),
      ),
    { timeout: 60_000, interval: 50 },
  );
  for (const client of clients) client.disconnect();
  return {
    url: `redis+cluster://127.0.0.1:${first.port}`,
    servers,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

export interface SentinelGroup {
  /** `redis+sentinel://127.0.0.1:<port>/faces` */
  url: string;
  primary: RedisServer;
  replica: RedisServer;
  /** Makes the replica the primary, and resolves when the Sentinel announces it. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** A primary with a replica, and a Sentinel that knows them as `faces`. */
export async function startSentinel(options: { password?: string } = {}): Promise<SentinelGroup> {
  const primary = await startRedis();
  const replica = await startRedis({ settings: ['--replicaof', '127.0.0.1', `${primary.port}`] });
  const folder = await mkdtemp(join(tmpdir(), 'sentinel-'));
  const port = await freePort();
  const settings = join(folder, 'sentinel.conf');
  await writeFile(
    settings,
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `dir ${folder}`,
      ...(options.password ? [`requirepass ${options.password}`] : []),
      `sentinel monitor faces 127.0.0.1 ${primary.port} 1`,
    ].join('\n'),
  );
  const sentinel = spawn(await installRedis(), [settings, '--sentinel'], { stdio: 'ignore' });
  const exited = once(sentinel, 'exit');
  const client = patientClient(port, options.password);
  // A Sentinel asks the primary for its replicas every ten seconds, the first time at once.
  await vi.waitUntil(
    async () => ((await client.call('SENTINEL', 'REPLICAS', 'faces')) as unknown[]).length === 1,
    { timeout: 60_000, interval: 50 },
  );
  return {
    url: `redis+sentinel://127.0.0.1:${port}/faces`,
    primary,
    replica,
    async failOver() {
      await vi.waitUntil(
        () =>
          client.call('SENTINEL', 'FAILOVER', 'faces').then(
            () => true,
            () => false,
          ),
        { timeout: 60_000, interval: 100 },
      );
      await vi.waitUntil(
        async () => {
          const [, announced] = (await client.call(
            'SENTINEL',
            'GET-MASTER-ADDR-BY-NAME',
            'faces',
          )) as string[];
          return Number(announced) === replica.port;
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    async stop() {
      client.disconnect();
      sentinel.kill('SIGKILL');
      await exited;
      await Promise.all([primary.stop(), replica.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
