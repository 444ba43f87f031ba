import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
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

it('writes into a pipe, which stays one, and not a file in its place', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const [received] = await Promise.all([readFile(path, 'utf8'), replaceFile(path, 'the new page', 0o600)]);
  expect(received).toBe('the new page');
  expect((await lstat(path)).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(['pipe']);
});

it('replaces the target of a link, and leaves the link', async () => {
  const [path, target] = [join(folder, 'page.html'), join(folder, 'target.html')];
  await writeFile(target, 'the earlier page');
  await symlink('target.html', path);
  await replaceFile(path, 'the new page', 0o600);
  expect(await readFile(target, 'utf8')).toBe('the new page');
  expect(await readlink(path)).toBe('target.html');
  expect(await readdir(folder)).toEqual(['page.html', 'target.html']);
});
