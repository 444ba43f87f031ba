import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../support/runCommand.js';

/** The folders of the packages that consumers install. */
const FOLDERS = ['.'];

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
}

export const ourPackages = await Promise.all(
  FOLDERS.map(async (folder) => ({ folder: join(root, folder), ...(await readManifest(folder)) })),
);

/** The dependencies of our packages, without each other. */
export function ourDependencies(): Record<string, string> {
  const ours = new Set(ourPackages.map(({ name }) => name));
  const all = ourPackages.flatMap(({ dependencies = {} }) => Object.entries(dependencies));
  return Object.fromEntries(all.filter(([name]) => !ours.has(name)));
}
