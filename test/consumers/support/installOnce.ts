import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root, runCommand } from '../../support/runCommand.js';

/** Where consumers live: inside the repository, so that React and Vitest are found in its own `node_modules`. */
export const CONSUMERS = join(root, '.cache/consumers');

/**
 * Installs the packages of a manifest, once for each of its versions.
 *
 * @returns the `node_modules` folder.
 * @throws {Error} when the registry cannot be reached and npm's cache does not have the packages.
 */
export async function installOnce(manifest: string): Promise<string> {
  const text = await readFile(manifest, 'utf8');
  const folder = join(CONSUMERS, createHash('sha256').update(text).digest('hex').slice(0, 12));
  if (existsSync(folder)) return join(folder, 'node_modules');
  await mkdir(CONSUMERS, { recursive: true });
  const unfinished = await mkdtemp(join(CONSUMERS, 'installing-'));
  await writeFile(join(unfinished, 'package.json'), text);
  await copyFile(join(root, '.npmrc'), join(unfinished, '.npmrc'));
  const flags = [
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--prefer-offline',
    '--no-package-lock',
    '--no-audit',
  ];
  const { ok, output } = await runCommand('npm', ['install', '--prefix', unfinished, ...flags]);
  // Whole or not at all: an interrupted install is no cache. Of two runs at once, the first one counts.
  if (ok) await rename(unfinished, folder).catch(() => {});
  await rm(unfinished, { recursive: true, force: true });
  if (existsSync(folder)) return join(folder, 'node_modules');
  throw new Error(
    `npm could not install the packages of ${relative(root, manifest)}. The tests need the npm registry once; ` +
      `after that they use .cache/consumers. Check the network and run them again.\n${output}`,
  );
}
