import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { people, startHandMadeWawp } from './enricher.fixture.js';
import { startEnrich } from './startEnrich.js';

const ROUNDS = 4;
const CHATS = 30;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-together-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('two processes on one folder request each chat once', async () => {
  const photo = await photograph(64, 1);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const wawp = await startHandMadeWawp({ chats: people(CHATS), image: () => photo });
    const run = async () => {
      const args = ['--store', join(folder, String(round)), '--per-second', '200'];
      const { code, stderr } = await startEnrich(wawp.origin, ...args).ended;
      return [code, stderr];
    };
    expect(await Promise.all([run(), run()])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    await wawp.close();
    expect(wawp.asked).toHaveLength(CHATS);
    expect(new Set(wawp.asked).size).toBe(CHATS);
  }
});
