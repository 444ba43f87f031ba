import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLease } from '../../../src/store/lease/createLease.js';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'lease-cost-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await fs.rm(folder, { recursive: true, force: true });
});

/** The listings of folders with claims from now on. */
function watchListings() {
  const listings: string[] = [];
  const readdir = fs.readdir;
  vi.spyOn(fs, 'readdir').mockImplementation(((path: string, ...rest: []) => {
    if (/\.leases.[0-9a-f]{64}$/.test(path)) listings.push(path);
    return readdir(path, ...rest);
  }) as typeof readdir);
  syncBuiltinESMExports();
  return listings;
}

it('a folder lease that no process holds costs one listing', async () => {
  const lease = createLease(createStorage({ driver: fsDriver({ base: folder }) }));
  const listings = watchListings();
  for (const key of ['a', 'b', 'a']) {
    const release = await lease.acquire(key, 1_000);
    expect(release).toBeDefined();
    await release?.();
  }
  expect(listings).toHaveLength(3);
});
