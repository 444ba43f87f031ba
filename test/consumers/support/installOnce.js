import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from '../../support/runCommand.js';

/** Where consumers live: inside the repository, so that React and Vitest are found in its own `node_modules`. */
export const CONSUMERS = join(root, '.cache/consumers');

const FLAGS = ['--ignore-scripts', '--prefer-offline', '--no-package-lock', '--no-audit'];

/**
 * Installs packages, once for each version of the manifest: its hash names the folder.
 *
 * @param {string} manifest  The path of a `package.json`.
 * @param {object} [options]
 * @param {object} [options.additions]  Merged into the dependencies of the manifest.
 * @param {string[]} [options.flags]  More options of `npm install`.
 * @param {(modules: string) => Promise<void>} [options.complete]  Adds to the `node_modules` before it is used.
 * @returns {Promise<string>} the folder with the manifest and its `node_modules`.
 * @throws {Error} when the registry cannot be reached and npm's cache does not have the packages.
 */
export async function installOnce(manifest, { additions = {}, flags = [], complete } = {}) {
  const json = JSON.parse(await readFile(join(root, manifest), 'utf8'));
  const text = JSON.stringify(
    { ...json, dependencies: { ...additions, ...json.dependencies } },
    undefined,
    2,
  );
  const key = `${text}${flags}${complete ?? ''}`;
  const folder = join(CONSUMERS, createHash('sha256').update(key).digest('hex').slice(0, 12));
  if (existsSync(folder)) return folder;
  await mkdir(CONSUMERS, { recursive: true });
  const unfinished = await mkdtemp(join(CONSUMERS, 'installing-'));
  try {
    await writeFile(join(unfinished, 'package.json'), text);
    await copyFile(join(root, '.npmrc'), join(unfinished, '.npmrc'));
    const { ok, output } = await runCommand('npm', ['install', '--prefix', unfinished, ...FLAGS, ...flags]);
    if (!ok) throw new Error(output);
    await complete?.(join(unfinished, 'node_modules'));
    // Whole or not at all: an interrupted install is no cache. Of two runs at once, the first one counts.
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (error) {
    throw new Error(
      `npm could not install the packages of ${manifest}. The tests need the npm registry once; after that they use ` +
        '.cache/consumers. Check the network and run them again, or leave the consumers out: ' +
        '`npm test -- --project "!consumers*"`.',
      { cause: error },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
