import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { type HandMadeWawp, people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import { type CliRun, runCli } from './runCli.js';

const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--per-second', '500'];
const EVERY_SECOND = ['--schedule', '* * * * * *'];
const ONCE_A_YEAR = ['--schedule', '0 0 1 1 *'];
const LAST_SUCCESS = /^chat_avatar_enrich_last_success_timestamp_seconds\{instance="111"\} \d{10}$/m;

let photo: Buffer;
let folder: string;
let wawp: HandMadeWawp;
let running: CliRun[] = [];
let refusesOverview = false;

beforeAll(async () => {
  photo = await photograph(64);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-metrics-'));
  refusesOverview = false;
  wawp = await startHandMadeWawp({
    chats: people(3),
    image: () => photo,
    overview: () => (refusesOverview ? { status: 400, body: { message: 'Bad Request' } } : undefined),
  });
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-secret-token-of-the-test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const { process } of running) if (process.exitCode === null) process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  running = [];
  await wawp.close();
  await rm(folder, { recursive: true });
});

function enrich(...args: string[]): CliRun {
  const cli = runCli('enrich', '--store', join(folder, 'store'), ...LOCAL, ...args);
  running.push(cli);
  return cli;
}

/** The address of the metrics, which is printed on stderr: stdout has the reports. */
async function metricsOf(cli: CliRun): Promise<string> {
  const printed = /The metrics are at (http:\S+)\/metrics\./;
  await expect.poll(() => cli.output()).toMatch(printed);
  return printed.exec(cli.output())?.[1] ?? '';
}

const read = async (address: string, headers = {}) => (await fetch(`${address}/metrics`, { headers })).text();

describe('chat-avatar-server enrich --schedule --metrics-port', () => {
  it('serves the metrics of the last run and /healthz until SIGTERM', async () => {
    const cli = enrich(...EVERY_SECOND, '--metrics-port', '0', '--json');
    const address = await metricsOf(cli);
    await expect.poll(() => read(address)).toContain('chat_avatar_enrich_exit_code{instance="111"} 0');
    const page = await fetch(`${address}/metrics`);
    expect(page.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const text = await page.text();
    expect(text).toMatch(LAST_SUCCESS);
    expect(text).toContain('chat_avatar_enrich_chats{instance="111",outcome="stored"}');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toContain('a-secret-token-of-the-test');
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${address}/other`)).status).toBe(404);
    expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(405);

    cli.process.kill('SIGTERM');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(0);
    for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('counts');
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  it('has the last success of an earlier process before its first run', async () => {
    expect((await enrich().ended).code).toBe(0);
    const text = await read(await metricsOf(enrich(...ONCE_A_YEAR, '--metrics-port', '0')));
    expect(text).toMatch(LAST_SUCCESS);
    expect(text).not.toMatch(/^chat_avatar_enrich_last_run_timestamp_seconds\{/m);
  });

  it('keeps the last success when a later run fails, and reports its exit code', async () => {
    expect((await enrich().ended).code).toBe(0);
    refusesOverview = true;
    const address = await metricsOf(enrich(...EVERY_SECOND, '--metrics-port', '0'));
    await expect.poll(() => read(address)).toContain('chat_avatar_enrich_exit_code{instance="111"} 1');
    expect(await read(address)).toMatch(LAST_SUCCESS);
  });

  it('needs CHAT_AVATAR_METRICS_SECRET if set, in place of CHAT_AVATAR_SECRET', async () => {
    vi.stubEnv('CHAT_AVATAR_SECRET', 'a-secret-for-callers');
    vi.stubEnv('CHAT_AVATAR_METRICS_SECRET', 'a-secret-for-prometheus');
    const address = await metricsOf(enrich(...ONCE_A_YEAR, '--metrics-port', '0'));
    const status = async (secret?: string) =>
      (
        await fetch(`${address}/metrics`, {
          headers: secret === undefined ? {} : { authorization: `Bearer ${secret}` },
        })
      ).status;
    expect(await status('a-secret-for-prometheus')).toBe(200);
    expect(await status('a-secret-for-callers')).toBe(403);
    expect(await status()).toBe(403);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it('has the name of each instance of --config as its label', async () => {
    const config = join(folder, 'instances.json');
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', 'a-secret-token-of-the-test');
    await writeFile(
      config,
      JSON.stringify({
        store: join(folder, 'store'),
        instances: [{ id: '111', name: 'sales' }, { id: '222' }],
      }),
    );
    const address = await metricsOf(enrich('--config', config, ...EVERY_SECOND, '--metrics-port', '0'));
    const page = expect.poll(() => read(address));
    await page.toContain('chat_avatar_enrich_exit_code{instance="sales"} 0');
    await page.toContain('chat_avatar_enrich_exit_code{instance="222"} 1');
  });

  it('refuses what cannot work, before the first request', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const cases: [string[], RegExp][] = [
      [['--metrics-port', '0'], /^--metrics-port needs --schedule: .* Use --metrics-file instead\.$/m],
      [
        [...ONCE_A_YEAR, '--metrics-port', '0', '--metrics-host', '0.0.0.0'],
        /^On 0\.0\.0\.0 other machines can read the metrics.*CHAT_AVATAR_METRICS_SECRET/m,
      ],
      [
        [...ONCE_A_YEAR, '--metrics-port', port],
        /^Port \d+ on 127\.0\.0\.1 is in use\..*another port with --metrics-port/m,
      ],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await enrich(...args).ended;
      expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    }
    expect(wawp.requests).toEqual([]);
    taken.close();
  });
});

it('--metrics-file has the instance id of WAWP_INSTANCE_ID_FILE', async () => {
  vi.stubEnv('WAWP_INSTANCE_ID', undefined);
  await writeFile(join(folder, 'id'), '111\n');
  vi.stubEnv('WAWP_INSTANCE_ID_FILE', join(folder, 'id'));
  const file = join(folder, 'chat-avatar.prom');
  expect((await enrich('--metrics-file', file).ended).code).toBe(0);
  expect(await readFile(file, 'utf8')).toMatch(LAST_SUCCESS);
});
