import { packageFolders, readManifest } from '../../../build/entries.js';

/**
 * The packages that consumers install.
 *
 * @type {{ folder: string, name: string, dependencies?: Record<string, string> }[]}
 */
export const ourPackages = packageFolders.map((folder) => ({ ...readManifest(folder), folder }));

/**
 * The dependencies of our packages, without each other.
 *
 * @returns {Record<string, string>}
 */
export function ourDependencies() {
  const ours = new Set(ourPackages.map(({ name }) => name));
  const all = ourPackages.flatMap(({ dependencies = {} }) => Object.entries(dependencies));
  return Object.fromEntries(all.filter(([name]) => !ours.has(name)));
}
