import { packageFolders, readManifest } from '../../../build/entries.js';

/** The packages that consumers install. */
export const ourPackages: { folder: string; name: string; dependencies?: Record<string, string> }[] =
  packageFolders.map((folder) => ({ ...readManifest(folder), folder }));

/** The dependencies of our packages, without each other. */
export function ourDependencies(): Record<string, string> {
  const ours = new Set(ourPackages.map(({ name }) => name));
  const all = ourPackages.flatMap(({ dependencies = {} }) => Object.entries(dependencies));
  return Object.fromEntries(all.filter(([name]) => !ours.has(name)));
}
