import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGatewaySource } from 'chat-avatar';
import type { PictureSource } from 'chat-avatar/wawp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CliRun, runCliIn } from './runCli.js';
import { LOCAL, prepareServe, started, stopped } from './serve.fixture.js';

let folder: string;

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const fixture = prepareServe();
const { account, run } = fixture;
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'blockingOpen.fixture.js')).href;

/** A name, which the process looks up in libuv's pool. An address needs no look-up. */
const BY_NAME = ['--image-host', 'localhost', '--dangerously-allow-private-addresses'];
const named = () => ({
  ...account(),
  WAWP_BASE_URL: account().WAWP_BASE_URL?.replace('127.0.0.1', 'localhost') ?? '',
  NODE_OPTIONS: `--import ${PRELOAD}`,
});

let store: string;
/** Chats with a stored picture. */
let shown: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stuck-'));
  store = join(folder, 'store');
  const chats = fixture.emulator.chats.slice(0, 8).map(({ id }) => id);
  const first = run(account(), '--store', store, ...LOCAL);
  const source = createGatewaySource({ baseUrl: await started(first) });
  const pictures = await Promise.all(chats.map((id) => source.getChatPicture(id).catch(() => undefined)));
  await stopped(first);
  shown = chats.filter((_, index) => pictures[index]?.status === 'available');
});

async function replaceByPipes(chatIds: readonly string[]) {
  for (const id of chatIds) {
    const path = join(store, 'chats', id);
    await unlink(path);
    execFileSync('mkfifo', [path]);
  }
}

async function imageStatus(source: PictureSource, origin: string, chatId: string) {
  const picture = await source.getChatPicture(chatId);
  if (picture.status !== 'available') return picture.status;
  return (await fetch(new URL(picture.url, origin))).status;
}

/** Ends the process by SIGTERM. Resolves to the time that it took, in ms. */
async function msToEnd(cli: CliRun) {
  const stoppedAt = performance.now();
  cli.process.kill('SIGTERM');
  await cli.ended;
  return performance.now() - stoppedAt;
}

it('serve answers, also from memory, while threads are stuck in the file system, and ends on SIGTERM', async () => {
  const [warm = '', ...others] = shown;
  // One for each thread of libuv's pool, which the gateway lets have two of them at once.
  const stuck = others.slice(0, 4);
  expect(stuck).toHaveLength(4);
  const cold = fixture.emulator.chats.slice(8).map(({ id }) => id);
  await replaceByPipes(stuck);
  const cli = run(named(), '--store', store, ...BY_NAME);
  const origin = await started(cli);
  const source = createGatewaySource({ baseUrl: origin });
  expect(await imageStatus(source, origin, warm)).toBe(200);

  const answers = await Promise.all(stuck.map((id) => source.getChatPicture(id)));
  expect(answers.map(({ status }) => status)).toEqual(stuck.map(() => 'available'));
  expect(await imageStatus(source, origin, warm)).toBe(200);
  expect(await Promise.all(cold.map((id) => imageStatus(source, origin, id)))).toContain(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);

  expect(await msToEnd(cli)).toBeLessThan(10_000);
  expect(cli.output()).toContain('exit code 137');
  expect(cli.process.signalCode).toBe('SIGKILL');
});

it('enrich ends while threads are stuck in the file system', async () => {
  await replaceByPipes(shown.slice(0, 4));
  const cli = runCliIn(named(), 'enrich', '--store', store, ...BY_NAME);
  await cli.printed(/waiting until/);
  expect(await msToEnd(cli)).toBeLessThan(10_000);
  expect(cli.output()).toContain('Interrupted after');
  expect(cli.process.signalCode).toBe('SIGKILL');
});
