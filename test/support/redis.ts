import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { installRedis } from './installServers.js';

export interface RedisServer {
  /** `redis://127.0.0.1:<port>` */
  url: string;
  port: number;
  /** It takes connections, and says nothing any more. `stop` ends it all the same. */
  hang(): void;
  /** Undoes `hang`. */
  resume(): void;
  stop(): Promise<void>;
}

/** A Redis of the test's own: nothing on disk, gone afterwards. */
export async function startRedis(
  options: { password?: string; port?: number; settings?: readonly string[] } = {},
): Promise<RedisServer> {
  const program = await installRedis();
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = options.port ?? (await freePort());
  const settings = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
    ...(options.settings ?? []),
  ];
  if (options.password) settings.push('--requirepass', options.password);
  const server = spawn(program, settings, { stdio: 'ignore' });
  const exited = once(server, 'exit');

  const client = patientClient(port, options.password);
  await client.ping();
  client.disconnect();

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    hang: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async stop() {
      server.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Its commands wait until the server answers. */
export function patientClient(port: number, password: string | undefined): Redis {
  const client = new Redis({ port, password, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  return client;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}
