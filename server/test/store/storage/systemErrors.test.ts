import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { checkStorage } from '../../../src/store/storage/checkStorage.js';

describe('an error of the file system says what happened, why, and what to do', () => {
  it.each([
    ['EROFS', 'refused', /is read-only\. Mount it writable/],
    ['EACCES', 'refused', /may not read or write .*\(chown\)/],
    ['EPERM', 'refused', /does not permit .*ReadWritePaths/],
    ['ENOTDIR', 'refused', /is a file\. Name a folder/],
    ['ELOOP', 'refused', /symbolic links .* form a loop\. Remove one/i],
    ['ENAMETOOLONG', 'refused', /is too long .*\. Name a shorter one/],
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
