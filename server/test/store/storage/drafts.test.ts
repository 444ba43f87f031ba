import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processId } from '../../../src/store/lease/processId.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

/** More than any system gives to a process. */
const NO_PROCESS = 2 ** 30;
const HOUR = 3_600_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drafts-'));
  await mkdir(join(folder, '.tmp'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Leaves an unfinished write behind, and resolves to its name. */
async function draft(owner: string, ageMs: number): Promise<string> {
  const name = `${owner}_${ageMs}`;
  const path = join(folder, '.tmp', name);
  await writeFile(path, 'torn');
  await utimes(path, new Date(), new Date(Date.now() - ageMs));
  return name;
}

it('the first write deletes unfinished writes of processes that have ended, whatever the clock says', async () => {
  const [host = ''] = processId().split('.');
  const running = await draft(processId(), 2 * HOUR);
  await draft(`${host}.${NO_PROCESS}`, 0);
  await draft(`${host}.${NO_PROCESS}`, -2 * HOUR);
  const recent = await draft('another.1', 0);
  await draft('another.1', 2 * HOUR);
  const { storage, close } = await openStorage(folder);
  await storage.setItem('settings:one', 'value');
  await close();
  expect((await readdir(join(folder, '.tmp'))).sort()).toEqual([running, recent].sort());
  expect(await storage.getItem('settings:one')).toBe('value');
});
