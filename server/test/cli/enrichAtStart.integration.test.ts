import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { type CliRun, runCli } from './runCli.js';

const DAILY = ['--schedule', '0 0 1 1 *', '--metrics-port', '0'];

/** A Redis that accepts connections and answers nothing. */
let hanging: Server;
let connections: Socket[];
let address: string;
let folder: string;
let running: CliRun | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-start-'));
  connections = [];
  hanging = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  const bound = hanging.address();
  address = `redis://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-secret-token-of-the-test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  if (running?.process.exitCode === null) running.process.kill('SIGKILL');
  await running?.ended;
  for (const socket of connections) socket.destroy();
  await new Promise((resolve) => hanging.close(resolve));
  await rm(folder, { recursive: true });
});

async function withConfig(): Promise<string[]> {
  const file = join(folder, 'instances.json');
  await writeFile(file, JSON.stringify({ store: address, instances: [{ id: '111' }] }));
  vi.stubEnv('WAWP_ACCESS_TOKEN_111', 'a-secret-token-of-the-test');
  return ['--config', file];
}

describe('enrich with a Redis that hangs at the start', () => {
  it.each([
    ['--schedule', async () => ['--store', address, ...DAILY], 0],
    ['--schedule --config', async () => [...(await withConfig()), ...DAILY], 0],
    ['one run', async () => ['--store', address], 130],
    ['one run of --config', withConfig, 130],
  ])('ends at once on SIGTERM: %s', async (_, args, code) => {
    running = runCli('enrich', ...(await args()));
    await expect.poll(() => connections.length).toBeGreaterThan(0);
    const stoppedAt = performance.now();
    running.process.kill('SIGTERM');
    expect((await running.ended).code).toBe(code);
    // The first call of the store would wait for 5 s.
    expect(performance.now() - stoppedAt).toBeLessThan(3_000);
  });
});

it('enrich --schedule --metrics-port opens its store once at the start', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  try {
    const received = async () =>
      Number(/total_connections_received:(\d+)/.exec(await client.info('stats'))?.[1] ?? Number.NaN);
    const before = await received();
    running = runCli('enrich', '--store', redis.url, ...DAILY);
    await expect.poll(() => running?.output()).toContain('The metrics are at');
    expect((await received()) - before).toBe(1);
    running.process.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
  } finally {
    client.disconnect();
    await redis.stop();
  }
});
