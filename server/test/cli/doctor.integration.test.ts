import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { runCli } from './runCli.js';

const TOKEN = 'a-secret-token-of-the-test';

let folder: string;
let emulator: WawpEmulator;
let wawp: HttpServer;
let clockSkewMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  clockSkewMs = 0;
  emulator = createWawpEmulator({ chats: 3, accessToken: TOKEN });
  wawp = await startHttpServer(async (request, response) => {
    const method = request.method ?? 'GET';
    const answer = await emulator.fetch(new Request(new URL(request.url ?? '/', wawp.origin), { method }));
    const date = new Date(Date.now() + clockSkewMs).toUTCString();
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), date });
    response.end(method === 'HEAD' ? undefined : Buffer.from(await answer.arrayBuffer()));
  });
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN', TOKEN);
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wawp.close();
  await rm(folder, { recursive: true });
});

async function doctor(...args: string[]) {
  const { code, stdout, stderr } = await runCli('doctor', '--store', join(folder, 'store'), ...args).ended;
  expect(stdout + stderr).not.toContain(TOKEN);
  expect(stderr).toBe('');
  return { code, lines: stdout.trim().split('\n') };
}

describe('chat-avatar-server doctor', () => {
  it('exits with 0 if everything works, and requests no picture', async () => {
    const { code, lines } = await doctor();
    expect(lines.map((line) => line.split(/ +/).slice(0, 2).join(' '))).toEqual([
      'ok credentials',
      'ok session',
      'ok overview',
      'ok store',
      'ok images',
      'ok clock',
      'ok secret',
      'ok secret',
      'ok secret',
      'serve and',
    ]);
    expect(code).toBe(0);
    expect(emulator.requestCount()).toBe(0);
    expect(await readdir(join(folder, 'store'))).not.toContain('settings');
  });

  it('says what to do for each fault, and exits with 1', async () => {
    emulator.session.set('SCAN_QR_CODE');
    clockSkewMs = -3 * 24 * 60 * 60 * 1000;
    vi.stubEnv('CHAT_AVATAR_SIGNING_SECRET', 'short');
    await writeFile(join(folder, 'store'), 'I am a file.');
    const { code, lines } = await doctor('--json');
    expect(code).toBe(1);
    const { ok, checks } = JSON.parse(lines[0] ?? '');
    expect(ok).toBe(false);
    const errors = checks.filter(({ status }: { status: string }) => status === 'error');
    expect(errors).toEqual([
      {
        name: 'session',
        status: 'error',
        message: expect.stringMatching(/SCAN_QR_CODE\. Link the phone again/),
      },
      { name: 'store', status: 'error', message: expect.stringMatching(/is a file\. Name a folder/) },
      {
        name: 'clock',
        status: 'error',
        message: expect.stringMatching(/^The clock is 259\d{3} s ahead of .* Synchronise it/),
      },
      {
        name: 'secret',
        status: 'error',
        message: expect.stringMatching(/CHAT_AVATAR_SIGNING_SECRET has 5 characters/),
      },
    ]);
  });

  it('names a refused token and missing credentials', async () => {
    vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-wrong-token-of-the-test');
    expect((await doctor()).lines[1]).toMatch(/^error {4}session .*\(unauthorized\)$/);
    vi.stubEnv('WAWP_ACCESS_TOKEN', '');
    expect((await doctor()).lines[0]).toMatch(/^error {4}credentials +WAWP_ACCESS_TOKEN is not set/);
  });

  it('--config checks every instance', async () => {
    const config = join(folder, 'instances.json');
    await writeFile(
      config,
      JSON.stringify({ instances: [{ id: '111', accessTokenEnv: 'WAWP_ACCESS_TOKEN' }, { id: '222' }] }),
    );
    const { code, lines } = await doctor('--config', config);
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^ok {7}session 111 /));
    expect(lines).toContainEqual(expect.stringMatching(/^error {4}credentials 222 .*WAWP_ACCESS_TOKEN_222/));
    expect(lines).toContainEqual(expect.stringMatching(/^ok {7}store 222 .*store\/222/));
  });
});
