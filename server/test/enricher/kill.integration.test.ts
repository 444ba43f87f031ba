import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import type { EnrichReport } from '../../src/enricher/EnrichReport.js';
import { PictureStore, type StoreProblem } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import {
  type HandMadeChat,
  latestFirst,
  people,
  startEmulator,
  startHandMadeWawp,
} from './enricher.fixture.js';
import { startEnrich } from './startEnrich.js';

/** Set `KILLS=50` for a thorough run. */
const KILLS = Number(process.env.KILLS ?? 3);
const TOP = 50;

let folder: string;
let photos: Buffer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-kill-'));
  photos = await Promise.all([1, 2, 3, 4].map((seed) => photograph(320, seed)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Wawp {
  origin: string;
  requests: string[];
  close(): Promise<void>;
}

const WAWPS: [string, (chats: HandMadeChat[]) => Promise<Wawp>][] = [
  [
    'a hand-made server',
    (chats) =>
      startHandMadeWawp({
        chats,
        image: (path) => photos[Number(/(\d)\.jpg/.exec(path)?.[1]) % 4] ?? Buffer.alloc(0),
      }),
  ],
  [
    'the emulator',
    (chats) =>
      startEmulator({
        chats: chats.map(({ id, name = null, lastMessageAt = 0 }) => ({
          id,
          name,
          scenario: 'picture',
          lastMessage: { body: 'Hello', timestamp: lastMessageAt },
        })),
      }),
  ],
];

/** The chat ids of all picture requests, in order. */
function getRequested({ requests }: Wawp): string[] {
  const urls = requests.map((path) => new URL(path, 'http://wawp.test'));
  return urls
    .filter(({ pathname }) => pathname === '/v2/chats/picture')
    .map(({ searchParams }) => searchParams.get('chatId') ?? '');
}

/** The ids of all stored chats. Expects each record and its picture to be intact. */
async function storedIn(place: string): Promise<string[]> {
  const problems: StoreProblem[] = [];
  const { storage } = await openStorage(place);
  const store = new PictureStore(storage, { onProblem: (problem) => problems.push(problem) });
  const stored: string[] = [];
  for await (const { chatId, record } of store.list()) {
    expect(record.status).toBe('available');
    expect(await store.getImage(record.image?.hash ?? '')).toBeInstanceOf(Uint8Array);
    stored.push(chatId);
  }
  expect(problems).toEqual([]);
  return stored.sort();
}

describe.each(WAWPS)('chat-avatar-server enrich and %s', (_, start) => {
  const chats = people(120);
  const expected = latestFirst(chats).slice(0, TOP);

  it('store the 50 most active of 120 chats with one request each, and request none again', async () => {
    const wawp = await start(chats);
    const place = await mkdtemp(join(folder, 'store-'));
    const run = () => startEnrich(wawp.origin, '--store', place, '--per-second', '500').ended;
    const { code, stdout, stderr } = await run();
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as EnrichReport;
    expect(report.chats.map(({ chatId }) => chatId)).toEqual(expected);
    expect(report.counts).toMatchObject({ stored: TOP, failed: 0, 'not-tried': 0 });
    expect(getRequested(wawp).sort()).toEqual([...expected].sort());
    expect(wawp.requests.join()).not.toContain('refresh');
    expect(await storedIn(place)).toEqual([...expected].sort());

    expect(JSON.parse((await run()).stdout).counts).toMatchObject({ 'not-due': TOP });
    expect(getRequested(wawp)).toHaveLength(TOP);
    await wawp.close();
  });

  it(`finish after ${KILLS} SIGKILLs: every picture intact, no stored chat requested again`, {
    timeout: 60_000 + KILLS * 10_000,
  }, async () => {
    for (let left = KILLS; left > 0; ) {
      const wawp = await start(chats);
      const place = await mkdtemp(join(folder, 'store-'));
      // Until a run ends by itself.
      for (let isDone = false; !isDone; ) {
        const before = getRequested(wawp).length;
        const stored = await storedIn(place);
        const { process: child, ended } = startEnrich(wawp.origin, '--store', place, '--per-second', '200');
        if (left > 0) {
          // At a random time after the first request of this run.
          while (getRequested(wawp).length === before && child.exitCode === null && stored.length < TOP)
            await new Promise((resolve) => setTimeout(resolve, 2));
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
          if (child.kill('SIGKILL')) left -= 1;
        }
        const { code, stderr } = await ended;
        expect(stderr).toBe('');
        isDone = code === 0;
        for (const chatId of getRequested(wawp).slice(before)) expect(stored).not.toContain(chatId);
      }
      await wawp.close();
      expect(await storedIn(place)).toEqual([...expected].sort());
    }
  });
});
