import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolders, readManifest } from '../../build/entries.js';
import { root, runCommand } from '../support/runCommand.js';

type Names = Record<string, string>;

interface LockedPackage {
  link?: boolean;
  dependencies?: Names;
  optionalDependencies?: Names;
  peerDependencies?: Names;
}

type LockedPackages = Record<string, LockedPackage>;

/** The part of a lock file that these packages need, with the packages that they depend on. */
function lockedPackages(all: LockedPackages, names: string[]): LockedPackages {
  const kept = new Map<string, LockedPackage>();
  const keep = (name: string) => {
    const path = `node_modules/${name}`;
    const entry = all[path];
    if (!entry || entry.link || kept.has(path)) return;
    const nested = Object.entries(all).filter(([other]) => other.startsWith(`${path}/node_modules/`));
    for (const [own, { dependencies, optionalDependencies, peerDependencies }] of [
      [path, entry] as const,
      ...nested,
    ]) {
      kept.set(own, all[own] ?? entry);
      Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).forEach(keep);
    }
  };
  names.forEach(keep);
  return Object.fromEntries(kept);
}

/**
 * Writes an empty project that is locked to the versions the suite runs with. npm has those in its cache since the
 * repository itself was installed, so that this needs no network.
 */
export async function writeLockedProject(folder: string, names: string[]) {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const { dependencies, devDependencies } = readManifest(root);
  const versions = { ...dependencies, ...devDependencies };
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(names.map((name) => [name, versions[name]])),
  };
  const ours = packageFolders.flatMap((path) => Object.keys(readManifest(path).dependencies));
  const packages = { '': manifest, ...lockedPackages(lock.packages, [...names, ...ours]) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  const text = JSON.stringify({ ...lock, name: 'consumer', packages }, undefined, 2);
  await writeFile(join(folder, 'package-lock.json'), text);
}

export async function run(program: string, args: string[]) {
  const { ok, output } = await runCommand(program, args);
  if (!ok) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
}

/** Installs into a project, without network where npm's cache has everything. */
export async function install(folder: string, args: string[]) {
  const all = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...args];
  const offline = await runCommand('npm', [...all, '--offline']);
  if (!offline.ok) await run('npm', [...all, '--prefer-offline']);
}
