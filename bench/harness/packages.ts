import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packTarball } from '../../test/support/packTarball.js';
import { root, runCommand } from '../../test/support/runCommand.js';
import { cacheFolder } from './paths.js';

const NAMES = ['chat-avatar', 'chat-avatar-server'];

/** Builds and packs both packages of the working tree. Resolves to the paths of the tarballs. */
export async function packWorkingTree(): Promise<string[]> {
  const { ok, output } = await runCommand('npm', ['run', 'build']);
  if (!ok) throw new Error(`The packages cannot be built:\n${output}`);
  const folder = join(cacheFolder, 'tarballs');
  return [await packTarball(folder), await packTarball(folder, join(root, 'server'))];
}

/**
 * Installs tarballs by unpacking them into a folder named after their bytes, so that two runs never measure each other's
 * packages. Their dependencies are found above it: React and TanStack Query in bench/, those of the server in the
 * repository, in the versions of its lock file. Resolves to that folder; the packages are in its `node_modules`.
 */
export async function installTarballs(tarballs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const tarball of tarballs) hash.update(await readFile(tarball));
  const folder = join(cacheFolder, 'packages', hash.digest('hex').slice(0, 12));
  if (existsSync(folder)) return folder;

  const temporary = `${folder}.${process.pid}`;
  for (const tarball of tarballs) await unpack(resolve(tarball), temporary);
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
  return folder;
}

async function unpack(tarball: string, folder: string) {
  const listed = await runCommand('tar', ['-xzOf', tarball, 'package/package.json']);
  const name = listed.ok ? JSON.parse(listed.output).name : undefined;
  if (!NAMES.includes(name)) throw new Error(`${tarball} is not a tarball of ${NAMES.join(' or ')}.`);
  const target = join(folder, 'node_modules', name);
  await mkdir(target, { recursive: true });
  const { ok, output } = await runCommand('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  if (!ok) throw new Error(`${tarball} cannot be unpacked:\n${output}`);
}
