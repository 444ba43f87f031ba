import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { LOCAL, prepareServe, started, stopped } from './serve.fixture.js';

let folder: string | undefined;

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

const fixture = prepareServe();
const { account, run } = fixture;

it('goes on while records are pipes that nothing writes to, and ends on SIGTERM', async () => {
  folder = await mkdtemp(join(tmpdir(), 'pipes-'));
  const store = join(folder, 'store');
  const chats = fixture.emulator.chats.slice(0, 12).map(({ id }) => id);
  const first = run(account(), '--store', store, ...LOCAL);
  const before = createGatewaySource({ baseUrl: await started(first) });
  const pictures = await Promise.all(chats.map((id) => before.getChatPicture(id).catch(() => undefined)));
  await stopped(first);
  const shown = chats.filter((_, index) => pictures[index]?.status === 'available');
  expect(shown.length).toBeGreaterThan(6);
  // More than libuv has threads.
  const pipes = shown.slice(0, 6);
  for (const id of pipes) {
    const path = join(store, 'chats', id);
    await unlink(path);
    execFileSync('mkfifo', [path]);
  }

  const cli = run(account(), '--store', store, ...LOCAL);
  const origin = await started(cli);
  const source = createGatewaySource({ baseUrl: origin });
  const answers = await Promise.all(shown.map((id) => source.getChatPicture(id)));
  expect(answers.map(({ status }) => status)).toEqual(shown.map(() => 'available'));
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  const [, damaged] = /events_total\{type="store-damaged"\} (\d+)/.exec(metrics) ?? [];
  expect(Number(damaged)).toBeGreaterThanOrEqual(pipes.length);
  const output = await stopped(cli);
  expect((await cli.ended).code).toBe(0);
  // In the log once a minute.
  expect(output.match(/"kind":"damaged-record"/g)).toHaveLength(1);
});
