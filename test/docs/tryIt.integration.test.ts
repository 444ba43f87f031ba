import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CliRun, runCli } from '../../server/test/cli/runCli.js';
import { readDocument } from './documents.js';

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

let folder: string;
const running: CliRun[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'try-it-'));
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
  await rm(folder, { recursive: true });
});

function run(...args: string[]): CliRun {
  const cli = runCli(...args);
  running.push(cli);
  return cli;
}

/** The lines of "Try it" in the README of the server, as arguments. */
function documentedLines(): string[][] {
  const [, code = ''] = /^## Try it.*?^```sh\n(.*?)^```/ms.exec(readDocument('server/README.md')) ?? [];
  const lines = [...code.matchAll(/^npx chat-avatar-server ([^#&\n]+)/gm)];
  return lines.map(([, line = '']) => line.trim().split(/\s+/));
}

it('the lines of "Try it" store pictures of the emulator, show them, and serve them', async () => {
  const lines = documentedLines();
  expect(lines.map(([name]) => name)).toEqual(['emulate', 'enrich', 'faces', 'serve']);
  const [wawp] = await run(...(lines[0] ?? []), '--port', '0').printed(ADDRESS);
  const [, enrich = [], faces = [], serve = []] = lines.map((line) =>
    line.map((word) => word.replace('http://127.0.0.1:4010', wawp)),
  );
  const store = ['--store', join(folder, 'store')];

  const enriched = await run(...enrich, ...store, '--json').ended;
  const { counts } = JSON.parse(enriched.stdout);
  expect(counts.stored).toBeGreaterThan(2);

  const output = join(folder, 'faces.html');
  expect(await run(...faces, ...store, '--output', output).ended).toMatchObject({ code: 0 });
  expect((await readFile(output, 'utf8')).match(/<img /g)?.length).toBe(counts.stored);

  const [gateway] = await run(...serve, ...store, '--port', '0').printed(ADDRESS);
  expect((await fetch(`${gateway}/healthz`)).status).toBe(200);
  const overview = await fetch(`${wawp}/v2/chats/overview?instance_id=1&access_token=any`);
  const [{ id }] = await overview.json();
  const { pictures } = await (await fetch(`${gateway}/pictures?chatId=${id}`)).json();
  expect(pictures).toMatchObject([{ chatId: id, picture: { status: expect.any(String) } }]);
});
