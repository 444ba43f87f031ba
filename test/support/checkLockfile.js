import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from './runCommand.js';

/** The entry that `name` means for the package at `path`: its own `node_modules` first, then each one further out. */
function entryFor(packages, path, name) {
  const own = packages[`${path}${path && '/'}node_modules/${name}`];
  if (own || path === '') return own;
  return entryFor(packages, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
}

function findProblems(packages) {
  const problems = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) problems.push(`${path} records a download address.`);
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isExact = /^\d+\.\d+\.\d+$/.test(version);
      const locked = entryFor(packages, path, name);
      if (!locked || (isExact && locked.version !== version)) {
        problems.push(
          `${path} needs ${name} ${version} on some machines, and the lock file does not hold it.`,
        );
      }
    }
  }
  return problems;
}

/**
 * Whether package-lock.json works on every machine: `npm ci` refuses one without the packages of other platforms. npm writes such
 * a file when `node_modules` exists already, or when a package's newest version is not yet complete.
 */
export async function checkLockfile() {
  const { packages } = JSON.parse(await readFile(resolve(root, 'package-lock.json'), 'utf8'));
  const problems = findProblems(packages);
  const advice =
    'In package.json, name versions with published packages for every platform, and write package-lock.json anew ' +
    '(`npm install --package-lock-only`) in a copy without node_modules and without the old lock file.\n';
  return {
    ok: problems.length === 0,
    output: problems.length === 0 ? '' : `${problems.join('\n')}\n${advice}`,
  };
}
