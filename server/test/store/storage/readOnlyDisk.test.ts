import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { removeStore } from '../../support/removeStore.js';

const disk = vi.hoisted(() => ({ isReadOnly: false }));

// As Node on a file system that is mounted read-only: a recursive `mkdir` hides the reason.
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const mkdir = (path: string, options?: { recursive?: boolean }) => {
    if (!disk.isReadOnly) return files.mkdir(path, options);
    const code = options?.recursive ? 'ENOENT' : 'EROFS';
    return Promise.reject(Object.assign(new Error(`${code}: mkdir '${path}'`), { code }));
  };
  return { ...files, mkdir };
});

it('a folder on a read-only file system is refused with EROFS, not as a missing folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'read-only-'));
  const { check, close } = await openStorage(join(folder, 'some', 'store'));
  disk.isReadOnly = true;
  await expect(check()).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/is read-only\. Mount it writable.*\(EROFS\)$/),
  });
  disk.isReadOnly = false;
  await check();
  await close();
  await removeStore(folder);
});

it.runIf(process.platform === 'linux')(
  'a file system that permits no folder is refused at once',
  async () => {
    const { check, close } = await openStorage('/proc/chat-pictures');
    await expect(check()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/cannot be created.*\(ENOENT\)$/),
    });
    await close();
  },
);
