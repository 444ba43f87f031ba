import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { EVENTUALLY } from '../../../test/support/eventually.js';
import { installRedis } from '../../../test/support/installServers.js';
import { freePort, patientClient, type RedisServer, startRedis } from '../../../test/support/redis.js';

const SLOTS = 16_384;

/** A certificate for 127.0.0.1, its key, and the authority that has signed it. */
export interface TlsFiles {
  cert: string;
  key: string;
  authority: string;
}

export function tlsSettings({ cert, key, authority }: TlsFiles, port: number | undefined): string[] {
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', authority];
  return ['--tls-port', `${port}`, ...files, '--tls-auth-clients', 'no'];
}

/** Arguments as lines of a file of settings. */
function toLines(settings: readonly string[]): string[] {
  return settings.flatMap((name, index) =>
    index % 2 === 0 ? `${name.slice('--'.length)} ${settings[index + 1]}` : [],
  );
}

export interface RedisCluster {
  /** `redis+cluster://127.0.0.1:<port>`: one of its servers, which names the others. */
  url: string;
  servers: RedisServer[];
  stop(): Promise<void>;
}

/** Three servers, each with a third of the slots. With `tls`, clients and the servers among each other use TLS. */
export async function startRedisCluster({ tls }: { tls?: TlsFiles } = {}): Promise<RedisCluster> {
  const buses = await Promise.all([freePort(), freePort(), freePort()]);
  const tlsPorts = await Promise.all(buses.map(freePort));
  const servers = await Promise.all(
    buses.map((bus, index) =>
      startRedis({
        settings: [
          '--cluster-enabled',
          'yes',
          '--cluster-port',
          `${bus}`,
          ...(tls ? [...tlsSettings(tls, tlsPorts[index]), '--tls-cluster', 'yes'] : []),
        ],
      }),
    ),
  );
  const clients = servers.map(({ port }) => new Redis(port));
  const [first] = servers;
  if (first === undefined) throw new Error('There is no server.');
  for (const [index, client] of clients.entries()) {
    const [from, to] = [index, index + 1].map((part) => Math.round((part * SLOTS) / clients.length));
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? SLOTS) - 1));
    // Each needs an epoch of its own.
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (index > 0)
      await client.call(
        'CLUSTER',
        'MEET',
        '127.0.0.1',
        String(tls ? tlsPorts[0] : first.port),
        String(buses[0]),
      );
  }
  const states = () => Promise.all(clients.map((client) => client.cluster('INFO')));
  await vi.waitUntil(
    async () =>
      (await states()).every(
        (state) =>
          state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${clients.length}`),
      ),
    EVENTUALLY,
  );
  for (const client of clients) client.disconnect();
  return {
    url: tls ? `rediss+cluster://127.0.0.1:${tlsPorts[0]}` : `redis+cluster://127.0.0.1:${first.port}`,
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
export async function startSentinel(
  options: { password?: string; tls?: TlsFiles } = {},
): Promise<SentinelGroup> {
  const { tls } = options;
  const [tlsPort, replicaTlsPort, sentinelTlsPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const encrypted = (port: number) => (tls ? [...tlsSettings(tls, port), '--tls-replication', 'yes'] : []);
  const primary = await startRedis({ settings: encrypted(tlsPort) });
  const primaryPort = tls ? tlsPort : primary.port;
  const replica = await startRedis({
    settings: [...encrypted(replicaTlsPort), '--replicaof', '127.0.0.1', `${primaryPort}`],
  });
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
      ...toLines(encrypted(sentinelTlsPort)),
      `sentinel monitor faces 127.0.0.1 ${primaryPort} 1`,
    ].join('\n'),
  );
  const sentinel = spawn(await installRedis(), [settings, '--sentinel'], { stdio: 'ignore' });
  const exited = once(sentinel, 'exit');
  const client = patientClient(port, options.password);
  // A Sentinel asks the primary for its replicas every ten seconds, the first time at once.
  await vi.waitUntil(
    async () => ((await client.call('SENTINEL', 'REPLICAS', 'faces')) as unknown[]).length === 1,
    EVENTUALLY,
  );
  return {
    url: tls
      ? `rediss+sentinel://127.0.0.1:${sentinelTlsPort}/faces`
      : `redis+sentinel://127.0.0.1:${port}/faces`,
    primary,
    replica,
    async failOver() {
      await vi.waitUntil(
        () =>
          client.call('SENTINEL', 'FAILOVER', 'faces').then(
            () => true,
            () => false,
          ),
        EVENTUALLY,
      );
      await vi.waitUntil(async () => {
        const [, announced] = (await client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'faces')) as string[];
        return Number(announced) === (tls ? replicaTlsPort : replica.port);
      }, EVENTUALLY);
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
