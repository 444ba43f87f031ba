import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** What a path names. `special`: a device, a pipe or a socket, such as /dev/null, /dev/stdout and a FIFO. */
export type PathType = 'folder' | 'file' | 'missing' | 'special';

/** Follows symbolic links. */
export async function typeOfPath(path: string): Promise<PathType> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? 'file' : 'special';
}

/** The path without symbolic links: a link stays one, and its target is replaced. */
export function linkTarget(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/**
 * Writes a draft beside the file and renames it: readers see the earlier file or the whole new one, also after a crash. A device or a pipe
 * is written to: renamed over /dev/null, a file would take its place for the whole machine.
 *
 * @param mode of a new file, such as 0o600. The umask applies.
 */
export async function replaceFile(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  if ((await typeOfPath(path)) === 'special') return writeFile(path, content);
  const target = await linkTarget(path);
  const draft = `${target}.${randomUUID()}.part`;
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (thrown) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw thrown;
  }
}
