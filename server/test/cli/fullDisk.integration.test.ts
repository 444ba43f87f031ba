import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator } from 'chat-avatar/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listStoredFaces } from '../../src/enricher/listStoredFaces.js';
import { type CliRun, runCliInto } from './runCli.js';
import { started } from './serve.fixture.js';

const emulator = createWawpEmulator({ chats: 6 });
let wawp: ReturnType<typeof serve>;
let origin: string;
let folder: string;
/** Each write to it fails (EBADF), as on a full disk (ENOSPC). */
let unwritable: FileHandle;
let running: CliRun | undefined;

beforeEach(async () => {
  origin = await new Promise((listening) => {
    wawp = serve(
      { fetch: (request) => emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
      ({ port }) => listening(`http://127.0.0.1:${port}`),
    );
  });
  folder = await mkdtemp(join(tmpdir(), 'full-'));
  await writeFile(join(folder, 'log'), '');
  unwritable = await open(join(folder, 'log'), 'r');
});
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  wawp.close();
  await unwritable.close();
  await rm(folder, { recursive: true });
});

it('serve goes on when its log cannot be written', async () => {
  const args = [
    '--port',
    '0',
    '--store',
    join(folder, 'store'),
    '--emulator',
    origin,
    '--log-level',
    'debug',
  ];
  running = runCliInto(['ignore', 'pipe', unwritable.fd], {}, 'serve', ...args);
  const address = await started(running);
  for (const path of ['/pictures?chatId=201234567890@c.us', '/nothing', '/healthz']) {
    expect((await fetch(address + path)).status).toBe(path === '/nothing' ? 404 : 200);
  }
  running.process.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
});

it.each([[[]], [['--json']]])(
  'enrich finishes and says so when its output cannot be written: %j',
  async (more) => {
    const store = join(folder, 'store');
    const args = ['--top', '6', '--store', store, '--emulator', origin, ...more];
    running = runCliInto(['ignore', unwritable.fd, 'pipe'], {}, 'enrich', ...args);
    const { code, stderr } = await running.ended;
    expect(stderr).toBe(
      'stdout cannot be written (EBADF), so that its lines are lost from now on. If it is a file, check the space on its disk.\n',
    );
    expect(code).toBe(1);
    const faces = [];
    for await (const face of listStoredFaces({ storage: store })) faces.push(face);
    expect(faces).not.toEqual([]);
  },
);
