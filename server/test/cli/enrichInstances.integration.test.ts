import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { type HandMadeWawp, people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import { runCli } from './runCli.js';

const TOKEN = 'a-secret-token-of-the-test';
const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--per-second', '500'];

let photo: Buffer;
let folder: string;
let wawp: HandMadeWawp;

beforeAll(async () => {
  photo = await photograph(64);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instances-'));
  wawp = await startHandMadeWawp({ chats: people(3), image: () => photo });
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wawp.close();
  await rm(folder, { recursive: true });
});

async function enrich(instances: object[], ...args: string[]) {
  const config = join(folder, 'instances.json');
  await writeFile(config, JSON.stringify({ store: join(folder, 'store'), instances }));
  return runCli('enrich', '--config', config, ...LOCAL, ...args).ended;
}

describe('chat-avatar-server enrich --config', () => {
  it('runs each instance with its own token and store, and prints one report', async () => {
    await writeFile(join(folder, 'token'), `${TOKEN}-1\n`);
    vi.stubEnv('WAWP_ACCESS_TOKEN_222', `${TOKEN}-2`);
    vi.stubEnv('TOKEN_OF_333', `${TOKEN}-3`);
    const metrics = join(folder, 'chat-avatar.prom');
    const { code, stdout, stderr } = await enrich(
      [
        { id: '111', accessTokenFile: join(folder, 'token') },
        { id: '222' },
        { id: '333', accessTokenEnv: 'TOKEN_OF_333', store: join(folder, 'own') },
      ],
      '--json',
      '--metrics-file',
      metrics,
    );
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      counts: { stored: 9 },
      instances: [
        { id: '111', exitCode: 0, counts: { stored: 3 }, lastSuccessAt: expect.any(Number) },
        { id: '222', exitCode: 0 },
        { id: '333', exitCode: 0 },
      ],
    });
    const sent = wawp.requests.map((path) => new URL(path, wawp.origin).searchParams);
    const order = sent.flatMap((query) => query.get('instance_id') ?? []);
    expect(order.filter((id, index) => id !== order[index - 1])).toEqual(['111', '222', '333']);
    for (const digit of ['1', '2', '3']) {
      const mine = sent.filter((query) => query.get('instance_id') === digit.repeat(3));
      expect(new Set(mine.map((query) => query.get('access_token')))).toEqual(new Set([`${TOKEN}-${digit}`]));
    }
    expect((await readdir(join(folder, 'store'))).sort()).toEqual(['111', '222']);
    expect(await readdir(join(folder, 'own', 'chats'))).toHaveLength(3);
    expect(stdout + (await readFile(metrics, 'utf8'))).not.toContain(TOKEN);
    const text = await readFile(metrics, 'utf8');
    expect(text).toContain('chat_avatar_enrich_chats{instance="111",outcome="stored"} 3');
    expect(text).toMatch(/chat_avatar_enrich_last_success_timestamp_seconds\{instance="333"\} \d{10}\n/);
    expect(text).toContain('chat_avatar_enrich_exit_code{instance="222"} 0');
  });

  it('--summary prints the counts of each instance, without names and chat ids', async () => {
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', TOKEN);
    vi.stubEnv('WAWP_ACCESS_TOKEN_222', TOKEN);
    const { code, stdout, stderr } = await enrich([{ id: '111' }, { id: '222' }], '--json', '--summary');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).instances).toMatchObject([
      { counts: { stored: 3 } },
      { counts: { stored: 3 } },
    ]);
    expect(stdout).not.toMatch(/Person|@c\.us|2012345/);
  });

  it('an instance that cannot start affects no other; exit code 3, and its last success stays in the metrics', async () => {
    vi.stubEnv('WAWP_ACCESS_TOKEN_222', TOKEN);
    const metrics = join(folder, 'chat-avatar.prom');
    const line = 'chat_avatar_enrich_last_success_timestamp_seconds{instance="111"} 1790000000';
    await writeFile(metrics, `${line}\n`);
    const { code, stdout, stderr } = await enrich([{ id: '111' }, { id: '222' }], '--metrics-file', metrics);
    expect(code).toBe(3);
    expect(stderr).toBe(
      'The access token of instance 111 is missing. Set WAWP_ACCESS_TOKEN_111 or WAWP_ACCESS_TOKEN_111_FILE, or accessTokenFile in the file of --config.\n',
    );
    expect(stdout).toMatch(/^Instance 222\n[\s\S]*^3 chats in [\d.]+ s: 3 stored/m);
    const text = await readFile(metrics, 'utf8');
    expect(text).toContain(line);
    expect(text).toContain('chat_avatar_enrich_exit_code{instance="111"} 1');
  });

  it('an instance whose session is stopped affects no other; exit code 3, because its chats were not tried', async () => {
    const stopped = await startHttpServer((_, response) => {
      response.writeHead(422, { 'content-type': 'application/json' });
      response.end('{"error":"Session status is not as expected","status":"STOPPED"}');
    });
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', TOKEN);
    vi.stubEnv('WAWP_ACCESS_TOKEN_222', TOKEN);
    const instances = [{ id: '111', baseUrl: stopped.origin }, { id: '222' }];
    const { code, stdout } = await enrich(instances, '--json', '--summary');
    await stopped.close();
    expect(JSON.parse(stdout).instances).toMatchObject([
      { exitCode: 3, stopped: { code: 'session-not-ready' } },
      { exitCode: 0, counts: { stored: 3 } },
    ]);
    expect(code).toBe(3);
  });

  it('exits with 2 if chats of one instance failed, and all instances ran to their end', async () => {
    const failing = await startHandMadeWawp({
      chats: people(3),
      image: () => photo,
      picture: (chatId) => (chatId === people(3)[0]?.id ? { status: 400 } : undefined),
    });
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', TOKEN);
    vi.stubEnv('WAWP_ACCESS_TOKEN_222', TOKEN);
    const { code, stdout } = await enrich(
      [{ id: '111', baseUrl: failing.origin }, { id: '222' }],
      '--json',
      '--summary',
    );
    await failing.close();
    expect(JSON.parse(stdout).instances).toMatchObject([{ exitCode: 2 }, { exitCode: 0 }]);
    expect(code).toBe(2);
  });

  it('an interrupted run keeps the last success of the instances that it did not reach', async () => {
    const waiting = await startHandMadeWawp({
      chats: people(3),
      image: () => photo,
      picture: () => ({ status: 429, headers: { 'retry-after': '60' } }),
    });
    const metrics = join(folder, 'chat-avatar.prom');
    const line = 'chat_avatar_enrich_last_success_timestamp_seconds{instance="222"} 1790000000';
    await writeFile(metrics, `${line}\n`);
    const config = join(folder, 'instances.json');
    const instances = [{ id: '111', baseUrl: waiting.origin }, { id: '222' }];
    await writeFile(config, JSON.stringify({ store: join(folder, 'store'), instances }));
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', TOKEN);
    const cli = runCli('enrich', '--config', config, ...LOCAL, '--metrics-file', metrics);
    await expect.poll(() => waiting.asked.length).toBeGreaterThan(0);
    cli.process.kill('SIGTERM');
    expect((await cli.ended).code).toBe(130);
    await waiting.close();
    const text = await readFile(metrics, 'utf8');
    expect(text).toContain('chat_avatar_enrich_exit_code{instance="111"} 130');
    expect(text).toContain(line);
    expect(text).not.toContain('chat_avatar_enrich_exit_code{instance="222"}');
  });

  it('reports a --metrics-file that cannot be written before the first request, also with --schedule', async () => {
    vi.stubEnv('WAWP_ACCESS_TOKEN_111', TOKEN);
    const missing = join(folder, 'no', 'such', 'folder.prom');
    const cases = [
      [
        missing,
        `--metrics-file: ${missing} cannot be written (ENOENT). Check the folder and its permissions.\n`,
      ],
      [folder, `--metrics-file: ${folder} is a folder. Name a file in it.\n`],
    ] as const;
    for (const [file, message] of cases) {
      for (const schedule of [[], ['--schedule', '0 7 * * *']]) {
        const { code, stderr } = await enrich([{ id: '111' }], '--metrics-file', file, ...schedule);
        expect([code, stderr]).toEqual([1, message]);
      }
    }
    expect(wawp.requests).toEqual([]);
    expect(await readdir(folder)).toEqual(['instances.json']);
  });

  it('lists every fault of the file, without the secret in it', async () => {
    const { code, stderr } = await enrich([
      { id: '111', accessToken: TOKEN },
      { id: '../222' },
      { id: '111', tokenFile: 'x' },
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('instances[0].accessToken: the file must not contain secrets');
    expect(stderr).toContain('instances[1].id: use the instance id');
    expect(stderr).toContain('instances[2].tokenFile: there is no such field');
    expect(stderr).toContain('"111" is there twice as id');
    expect(stderr).not.toContain(TOKEN);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(wawp.requests).toEqual([]);
  });
});

it('WAWP_ACCESS_TOKEN_FILE names a file with the token', async () => {
  await writeFile(join(folder, 'token'), `${TOKEN}\n`);
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN_FILE', join(folder, 'token'));
  const store = join(folder, 'store');
  const { code, stderr } = await runCli('enrich', '--store', store, ...LOCAL).ended;
  expect([code, stderr]).toEqual([0, '']);
  expect(new URL(wawp.requests[0] ?? '', wawp.origin).searchParams.get('access_token')).toBe(TOKEN);

  vi.stubEnv('WAWP_ACCESS_TOKEN_FILE', join(folder, 'no-such-file'));
  const missing = await runCli('enrich', '--store', store).ended;
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(/^WAWP_ACCESS_TOKEN_FILE names the file .* which cannot be read \(ENOENT\)/);
});
