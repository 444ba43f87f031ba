import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkStorage } from '../../../src/store/storage/checkStorage.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

/** The path on which the file system is read-only, as Node reports it. */
const readOnly = vi.hoisted(() => ({ path: undefined as string | undefined }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const failure = (code: string) => Object.assign(new Error(code), { code });
  return {
    ...real,
    async mkdir(path: string, options: { recursive?: boolean }) {
      // Measured on a read-only mount with Node 20: the recursive call hides the reason.
      if (readOnly.path !== undefined && path.startsWith(readOnly.path))
        throw failure(options.recursive ? 'ENOENT' : 'EROFS');
      return real.mkdir(path, options);
    },
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'system-errors-'));
});
afterEach(async () => {
  readOnly.path = undefined;
  await rm(folder, { recursive: true });
});

describe('an error of the file system says what happened, why, and what to do', () => {
  it.each([
    ['EROFS', 'refused', /is read-only\. Mount it writable/],
    ['EACCES', 'refused', /may not read or write .*\(chown\)/],
    ['EPERM', 'refused', /does not permit .*ReadWritePaths/],
    ['ENOTDIR', 'refused', /is a file\. Name a folder/],
    ['ENOSPC', 'full', /disk .* is full.* run prune/],
    ['EDQUOT', 'full', /quota .* is used up/],
    ['ESTALE', 'unreachable', /handles are stale\. Mount it again/],
    ['EIO', 'failed', /cannot be read or written\. Check the disk/],
    ['EMFILE', 'failed', /too many open files.*ulimit -n, LimitNOFILE/],
    ['ENFILE', 'failed', /machine has too many open files/],
  ])('%s', async (code, kind, sentence) => {
    const storage = createStorage();
    storage.setItem = () => Promise.reject(Object.assign(new Error(`${code}: /secret/path`), { code }));
    const error = await checkStorage(storage).then(
      () => expect.unreachable(),
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ name: 'StoreError', code: kind });
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(new RegExp(`\\(${code}\\)$`));
    expect(error.message).not.toContain('/secret/path');
  });
});

it('a read-only file system is named where Node reports a missing folder', async () => {
  readOnly.path = folder;
  const { check } = await openStorage(join(folder, 'new', 'store'));
  await expect(check()).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/\(EROFS\)$/),
  });
});
