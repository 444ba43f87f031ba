import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrichReport } from 'chat-avatar-server/enricher';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { enrichCommand } from '../../src/cli/commands/enrich/enrichCommand.js';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { chatIdOf, type HandMadeWawp, people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import { available, DAY } from '../store/pictures.fixture.js';
import { runCli } from './runCli.js';

const TOKEN = 'a-secret-token-of-the-test';
const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--per-second', '500'];

let photo: Buffer;
let folder: string;
let store: string;
let wawp: HandMadeWawp;

beforeAll(async () => {
  photo = await photograph(64);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-'));
  store = join(folder, 'store');
  wawp = await startHandMadeWawp({ chats: people(12), image: () => photo });
  vi.stubEnv('WAWP_INSTANCE_ID', '123456789012');
  vi.stubEnv('WAWP_ACCESS_TOKEN', TOKEN);
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wawp.close();
  await rm(folder, { recursive: true });
});

const enrich = (...args: string[]) => runCli('enrich', '--store', store, ...LOCAL, ...args);

describe('chat-avatar-server enrich', () => {
  it('prints one line per chat and a summary; a second run finds no chat due', async () => {
    const { code, stdout, stderr } = await enrich('--top', '10').ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^stored {5}Person \d+ \(\d+@c\.us\)$/gm)).toHaveLength(10);
    expect(stdout).toMatch(/^10 chats in [\d.]+ s: 10 stored \(\d+ kB\)\.$/m);
    expect(stdout).toContain(store);

    expect((await enrich('--top', '10').ended).stdout).toContain('10 not-due');
    expect(wawp.asked).toHaveLength(10);
  });

  it('prints only the JSON report on stdout with --json', async () => {
    const { code, stdout, stderr } = await enrich('--json').ended;
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as EnrichReport;
    expect(code).toBe(0);
    expect(report.counts.stored).toBe(12);
    expect(report.chats[0]).toMatchObject({ outcome: 'stored', asked: true });
    expect(stdout).not.toContain(TOKEN);
  });

  it.each([[[]], [['--json']]])(
    'finishes the run when the reader closes stdout and stderr (EPIPE): %j',
    async (more) => {
      const run = enrich(...more);
      run.process.stdout?.destroy();
      run.process.stderr?.destroy();
      expect((await run.ended).code).toBe(0);
      expect(wawp.asked).toHaveLength(12);
      expect((await enrich().ended).stdout).toContain('12 not-due');
    },
  );

  it('exits with 3 and one line on stderr when the only chat gets a 401', async () => {
    await wawp.close();
    wawp = await startHandMadeWawp({
      chats: people(1),
      image: () => photo,
      picture: () => ({ status: 401, body: { message: 'Invalid Access Token' } }),
    });
    vi.stubEnv('WAWP_BASE_URL', wawp.origin);
    const { code, stdout, stderr } = await enrich('--json').ended;
    expect(stderr).toMatch(/^Wawp refused the credentials[^\n]*\n$/);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).stopped).toMatchObject({ code: 'unauthorized' });
  });

  it('--dry-run writes nothing and requests no picture', async () => {
    const { code, stdout } = await enrich('--dry-run').ended;
    expect(code).toBe(0);
    expect(stdout).toContain('12 to ask for');
    expect(wawp.asked).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('an interrupted --dry-run says that nothing was stored', async () => {
    let ask = () => {};
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const silent = await startHttpServer(() => ask());
    vi.stubEnv('WAWP_BASE_URL', silent.origin);
    const run = enrich('--dry-run');
    await asked;
    run.process.kill('SIGINT');
    const { code, stderr } = await run.ended;
    await silent.close();
    expect([code, stderr]).toEqual([
      130,
      'Interrupted. A dry run stores nothing. Run it again for the whole list.\n',
    ]);
  });

  it('--keep-days erases no chat that was seen within that time', async () => {
    await enrich().ended;
    const { code, stdout } = await enrich('--keep-days', '30', '--json').ended;
    expect([code, JSON.parse(stdout).removed]).toEqual([0, []]);
  });

  it('exits with 2 and lists the failed chats', async () => {
    const { code, stdout } = await runCli('enrich', '--store', store, '--top', '2').ended;
    expect(code).toBe(2);
    expect(stdout).toMatch(/Person \d+ .*image-/);
  });

  it.each([[[]], [['--json']]])('--summary prints no name and no chat id, for a log: %j', async (more) => {
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli('enrich', '--store', store, '--summary', ...args, ...more)
        .ended;
      expect(stdout + stderr).not.toMatch(/Person|@c\.us|2012345/);
      return [code, stdout] as const;
    };
    const [failed, reasons] = await run('--top', '2');
    expect(failed).toBe(2);
    expect(reasons).toMatch(
      more.length > 0 ? /"failures":\{"image-[a-z-]+":2\}/ : /2 failed\.\n {2}2 chats: image-[a-z-]+\n/,
    );
    const [succeeded, summary] = await run('--keep-days', '30', ...LOCAL);
    expect([succeeded, summary]).toEqual([
      0,
      expect.stringContaining(more.length > 0 ? '"removed":0' : '12 stored'),
    ]);
  });

  it('removes control characters from names in the output', async () => {
    await wawp.close();
    const chats = [{ id: '201234567890@c.us', name: 'A\u001b[2JB\nC\u202e' }];
    wawp = await startHandMadeWawp({ chats, image: () => photo });
    vi.stubEnv('WAWP_BASE_URL', wawp.origin);
    expect((await enrich().ended).stdout).toContain('stored     A [2JB C (201234567890@c.us)');
  });

  it('--schedule runs repeatedly until SIGTERM', async () => {
    const cli = enrich('--schedule', '* * * * * *', '--time-zone', 'Africa/Cairo', '--json');
    await cli.printed(/\n.*\n/);
    cli.process.kill('SIGTERM');
    const { code, stdout, stderr } = await cli.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/The next run is at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Africa\/Cairo\)/);
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EnrichReport);
    expect(first?.counts.stored).toBe(12);
    expect(second?.counts['not-due']).toBe(12);
  });
});

it('enrich --keep-days erases no chat after a jump of the clock (exit code 2), unless --yes is given', async () => {
  const pictures = new PictureStore((await openStorage(store)).storage);
  // To a clock that has jumped, all chats but those of this run look like this.
  for (let index = 100; index < 130; index += 1) {
    const { record, bytes } = available(index, Date.now() - 40 * DAY);
    await pictures.put(chatIdOf(index), record, bytes);
  }
  const refused = await enrich('--keep-days', '30').ended;
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/would erase 30 chats.*erased none\. Check the date.*--yes/),
  ]);
  expect(refused.stdout).toContain('12 stored');
  expect(await readdir(join(store, 'chats'))).toHaveLength(42);

  const erased = await enrich('--keep-days', '30', '--yes').ended;
  expect([erased.code, erased.stdout]).toEqual([0, expect.stringContaining('Erased 30 chats')]);
  expect(await readdir(join(store, 'chats'))).toHaveLength(12);
});

it('enrich erases the pictures that were replaced or are hidden, without --keep-days', async () => {
  const pictures = new PictureStore((await openStorage(store)).storage, {
    now: () => Date.now() - 60 * 60_000,
  });
  const [replaced, hidden] = [chatIdOf(200), chatIdOf(201)];
  for (const [chatId, seed] of [
    [replaced, 1],
    [hidden, 2],
  ] as const) {
    const { record, bytes } = available(seed, Date.now() - DAY);
    await pictures.put(chatId, record, bytes);
    const { image, bytes: next } = available(3);
    const answer =
      chatId === replaced ? ({ status: 'available', image } as const) : ({ status: 'restricted' } as const);
    const now = Date.now() - 60 * 60_000;
    await pictures.put(chatId, nextRecord(record, answer, { now }), chatId === replaced ? next : undefined);
  }
  const before = await readdir(join(store, 'images'));
  const { code } = await enrich().ended;
  expect(code).toBe(0);
  const left = await readdir(join(store, 'images'));
  expect(before).toHaveLength(3);
  expect(before.filter((hash) => left.includes(hash))).toEqual([available(3).image.hash]);
});

describe('chat-avatar-server enrich, errors', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['a number', ['--top', 'many'], {}, 1, /whole number/],
    ['a store', ['--store', 'ftp://somewhere'], {}, 1, /is no kind of picture store/],
    ['a token', [], { WAWP_ACCESS_TOKEN: ' ' }, 1, /WAWP_ACCESS_TOKEN is not set/],
    ['an address', [], { WAWP_BASE_URL: 'nonsense' }, 1, /WAWP_BASE_URL/],
    [
      'an address without a query',
      [],
      { WAWP_BASE_URL: `https://api.wawp.net/?access_token=${TOKEN}` },
      1,
      /^WAWP_BASE_URL: the Wawp client takes no query and no fragment in WAWP_BASE_URL: remove/,
    ],
  ])(
    'exits with a message and without a stack for an invalid %s',
    async (_, args, environment, expected, said) => {
      for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
      const { code, stdout, stderr } = await enrich(...args).ended;
      expect(code).toBe(expected);
      expect(stdout).toBe('');
      expect(stderr).toMatch(said);
      expect(stderr).not.toMatch(/^ {4}at /m);
      expect(stderr).not.toContain(TOKEN);
    },
  );

  it('says why it waits while Wawp cannot be reached', async () => {
    vi.stubEnv('WAWP_BASE_URL', 'http://127.0.0.1:1');
    const cli = enrich();
    await cli.printed(/waiting until \S+Z: .*could not be reached/);
    cli.process.kill('SIGTERM');
    expect((await cli.ended).code).toBe(130);
  });

  it.each([
    [['--image-host', '*'], /is not a valid image host/],
    [['--schedule', 'daily'], /0 7 \* \* \*/],
    [['--schedule', '2027-01-01T07:00:00'], /0 7 \* \* \*/],
    [['--schedule', '0 7 31 2 *'], /No date matches it\./],
    [['--time-zone', 'Mars/Base'], /Africa\/Cairo/],
    [['--once', '--schedule', '0 7 * * *'], /cannot be used with/],
    [['--top', '0'], /whole number/],
    [['--keep-days', '-1'], /whole number/],
  ])('rejects invalid options before the first request: %j', async (args, said) => {
    const command = enrichCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    const parsing = command.parseAsync(args, { from: 'user' });
    await expect(parsing).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(said) });
    expect(wawp.requests).toEqual([]);
  });

  it('exits with 1 if the store is a file or not writable', async () => {
    await writeFile(store, 'I am a file.');
    expect(await enrich().ended).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file') });
    await rm(store);
    await mkdir(store);
    await writeFile(join(store, 'settings'), 'In the way.');
    const { code, stderr } = await enrich().ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^--store: A part of the path of the picture store is a file\. .*\(ENOTDIR\)\n$/);
    expect(wawp.requests).toEqual([]);
  });

  it('exits with 3 after a refused token and prints the number of chats not tried', async () => {
    await wawp.close();
    wawp = await startHandMadeWawp({
      chats: people(12),
      image: () => photo,
      picture: () => ({ status: 401, body: { message: `Unauthorized: Invalid Access Token ${TOKEN}` } }),
    });
    vi.stubEnv('WAWP_BASE_URL', wawp.origin);
    const { code, stdout, stderr } = await enrich().ended;
    expect(code).toBe(3);
    expect(stdout).toMatch(/Stopped: .*\(unauthorized\)/);
    expect(stdout).toMatch(/\d+ chats not tried/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});
