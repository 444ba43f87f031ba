import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from '../../src/lib/replaceFile.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('replaces a file with its mode, and leaves no draft', async () => {
  const path = join(folder, 'page.html');
  await writeFile(path, 'the earlier page');
  await chmod(path, 0o644);
  await replaceFile(path, 'the new page', 0o600);
  expect(await readFile(path, 'utf8')).toBe('the new page');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['page.html']);
});

it('leaves the earlier file, and no draft, when the new one cannot be written', async () => {
  const path = join(folder, 'page.html');
  await mkdir(path);
  await expect(replaceFile(path, 'the new page', 0o600)).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(folder)).toEqual(['page.html']);
});
