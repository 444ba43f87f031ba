import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLease } from '../../../src/store/lease/createLease.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { removeStore } from '../../support/removeStore.js';

/** Of everything in a folder, in octal digits. */
async function expectModes(root: string, expected: { files: number; file: string; folder: string }) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect((mode & 0o777).toString(8), entry.name).toBe(entry.isFile() ? expected.file : expected.folder);
  }
  expect(entries.filter((entry) => entry.isFile())).toHaveLength(expected.files);
}

it('files of a store are not readable by other users of the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modes-'));
  const before = process.umask(0o022);
  try {
    const { storage, close } = await openStorage(join(folder, 'store'));
    await storage.setItem('settings:image-signing-secret', 'secret');
    await storage.setItemRaw('images:ab:abcd', new Uint8Array(3));
    await close();
    await expectModes(folder, { files: 2, file: '640', folder: '750' });
  } finally {
    process.umask(before);
    await removeStore(folder);
  }
});

it('the claims of leases have the modes of values, so that users of one group exclude each other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modes-'));
  const before = process.umask(0o007);
  try {
    const { storage, close } = await openStorage(join(folder, 'store'));
    // First, because the lease then creates the folder of the store.
    expect(await createLease(storage).acquire('k', 60_000)).toBeDefined();
    await close();
    await expectModes(folder, { files: 1, file: '660', folder: '770' });
  } finally {
    process.umask(before);
    await removeStore(folder);
  }
});
