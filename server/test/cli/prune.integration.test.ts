import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { ANNA, available, BRUNO, DAY } from '../store/pictures.fixture.js';
import { runCli } from './runCli.js';

let place: string;
let store: PictureStore;

const HOUR_AGO = Date.now() - 60 * 60 * 1000;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'prune-'));
  store = new PictureStore((await openStorage(place)).storage, { now: () => HOUR_AGO });
});
afterEach(() => rm(place, { recursive: true }));

async function put(chatId: Parameters<PictureStore['put']>[0], seed: number, at: number) {
  const { record, bytes } = available(seed, at);
  await store.put(chatId, record, bytes);
  return record;
}

describe('chat-avatar-server prune', () => {
  it('erases replaced pictures and expired answers, and no chat', async () => {
    const record = await put(ANNA, 1, Date.now() - DAY);
    const { image, bytes } = available(2);
    await store.put(ANNA, nextRecord(record, { status: 'available', image }, { now: HOUR_AGO }), bytes);
    await store.put(BRUNO, nextRecord(undefined, { status: 'restricted' }, { now: Date.now() - 3 * DAY }));
    const { code, stdout } = await runCli('prune', '--store', place, '--json').ended;
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        chats: 0,
        answers: 1,
        values: 2,
        refused: 0,
        versions: 0,
        unreadable: 0,
        failed: 0,
        versionsMayRemain: false,
      },
    ]);
    expect(await readdir(join(place, 'images'))).toEqual([image.hash]);
    expect(await readdir(join(place, 'chats'))).toEqual([ANNA]);
    expect((await runCli('prune', '--store', place).ended).stdout).toBe(`Nothing to erase in ${place}.\n`);
  });

  it('--keep-days erases no chat if that is more than a third of all, unless --yes is given', async () => {
    for (let index = 0; index < 15; index += 1) await put(chatIdOf(index), index, Date.now() - 40 * DAY);
    for (let index = 15; index < 20; index += 1) await put(chatIdOf(index), index, Date.now());
    const refused = await runCli('prune', '--store', place, '--keep-days', '30').ended;
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/would erase 15 chats.*erased none\. Check the date.*--yes/);
    expect(await readdir(join(place, 'chats'))).toHaveLength(20);

    const erased = await runCli('prune', '--store', place, '--keep-days', '30', '--yes').ended;
    expect([erased.code, erased.stdout]).toEqual([0, expect.stringContaining('15 chats')]);
    expect(await readdir(join(place, 'chats'))).toHaveLength(5);
    expect(await readdir(join(place, 'images'))).toHaveLength(5);
  });
});
