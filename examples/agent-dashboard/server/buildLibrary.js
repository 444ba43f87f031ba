import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const CONFIG = 'vite.config.ts';
const ENTRIES = ['index.js', 'wawp/index.js', 'gateway/index.js', 'enricher/index.js', 'emulator/index.js'];

/** Builds `dist/`, which the server's imports of `chat-avatar/…` lead to, unless it is newer than all sources. */
export async function buildLibrary() {
  if (await isUpToDate()) return;
  console.log('Building the library …');
  // The root configuration builds for production whatever NODE_ENV says, and tells Vite by setting it.
  await build({ root, configFile: resolve(root, CONFIG), logLevel: 'warn' });
}

async function isUpToDate() {
  const built = ENTRIES.map((entry) => resolve(root, 'dist', entry));
  if (!built.every((file) => existsSync(file))) return false;
  const sources = [
    resolve(root, CONFIG),
    resolve(root, 'package.json'),
    ...(await filesIn(resolve(root, 'src'))),
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
