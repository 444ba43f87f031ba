import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { moduleEntries, readManifest, sourceFolders } from '../../../../build/entries.js';

const CONFIG = 'vite.config.ts';
const buildFolder = resolve(import.meta.dirname, '../../../../build');

/**
 * Builds both packages and the faces of the demo, unless their builds are newer than all sources: the server imports them by
 * their public names, which lead to `dist`.
 */
export async function buildLibrary(folders = sourceFolders) {
  for (const folder of folders) {
    if (await isUpToDate(folder)) continue;
    console.log(`Building ${readManifest(folder).name} …`);
    // This configuration builds for production whatever NODE_ENV says, and tells Vite by setting it.
    await build({ root: folder, configFile: join(folder, CONFIG), logLevel: 'warn' });
  }
}

async function isUpToDate(folder) {
  const built = Object.keys(moduleEntries(folder)).map((name) => join(folder, 'dist', `${name}.js`));
  if (!built.every((file) => existsSync(file))) return false;
  const sources = [
    join(folder, CONFIG),
    join(folder, 'package.json'),
    ...(await filesIn(buildFolder)),
    ...(await filesIn(join(folder, 'src'))),
  ];
  return Math.max(...(await modifiedAt(sources))) <= Math.min(...(await modifiedAt(built)));
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => resolve(entry.parentPath, entry.name));
}

function modifiedAt(files) {
  return Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
}
