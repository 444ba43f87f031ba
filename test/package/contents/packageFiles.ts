import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files of a folder at any depth, relative to it, with `/`. Packages that npm installed below it are not part of it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .filter((file) => !file.startsWith('node_modules/'))
    .sort();
}
