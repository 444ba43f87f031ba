import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

let folder: string;
/** Called after a folder was listed. */
let afterList: (path: string) => Promise<void> = async () => undefined;

vi.mock('node:fs/promises', async (load) => {
  const files = await load<typeof import('node:fs/promises')>();
  return {
    ...files,
    readdir: async (path: string, options: { withFileTypes: true }) => {
      const entries = await files.readdir(path, options);
      await afterList(path);
      return entries;
    },
  };
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'list-'));
});
afterEach(async () => {
  afterList = async () => undefined;
  await rm(folder, { recursive: true });
});

it('lists the keys of a folder without those of its own folders, and goes on when another process removes one', async () => {
  const { storage, close } = await openStorage(folder);
  for (const key of ['owners:a:1', 'owners:b:1', 'owners:b:2', 'chats:1'])
    await storage.setItem(key, 'value');
  const all = ['chats:1', 'owners:a:1', 'owners:b:1', 'owners:b:2'];
  expect((await storage.getKeys()).sort()).toEqual(all);
  expect((await storage.getKeys('owners:b')).sort()).toEqual(['owners:b:1', 'owners:b:2']);
  afterList = async (path) => {
    if (path.endsWith('owners')) await rm(join(path, 'a'), { recursive: true });
  };
  expect((await storage.getKeys('owners')).sort()).toEqual(['owners:b:1', 'owners:b:2']);
  await close();
});
