import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CliError } from './CliError.js';

/**
 * Checks that the file or folder that `option` names is not in the folder of the store: `prune` and `copy` would take it for a value,
 * and a backup of the store would contain it. Symbolic links are followed.
 *
 * @throws {CliError} if it is in the store.
 */
export async function requireOutsideStore(option: string, path: string, place: string): Promise<void> {
  // A bucket or Redis; and an empty name, which is refused when the store is opened: it does not mean this folder.
  if (place.includes('://') || place.trim() === '') return;
  const [target, store] = await Promise.all([realPath(resolve(path)), realPath(resolve(place))]);
  const way = relative(store, target);
  if (isAbsolute(way) || way.split(sep)[0] === '..') return;
  throw new CliError(
    `${option}: ${resolve(path)} is in the picture store ${resolve(place)}, which has files of its own names only. Choose another folder.`,
  );
}

/** The path without symbolic links, as far as it exists. */
async function realPath(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  return realpath(path).catch(async () => join(await realPath(parent), basename(path)));
}
