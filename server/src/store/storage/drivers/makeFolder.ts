import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissingFile } from '../../../lib/isMissingFile.js';

/**
 * Creates a folder and its parents. On a read-only file system, Node's recursive `mkdir` fails as if a parent were missing (`ENOENT`);
 * this function fails with the reason (`EROFS`). Resolves to whether this call is known to have created it.
 */
export async function makeFolder(path: string, mode: number): Promise<boolean> {
  try {
    return (await mkdir(path, { recursive: true, mode })) !== undefined;
  } catch (error) {
    if (!isMissingFile(error)) throw error;
    let missing = path;
    for (
      let parent = dirname(path);
      parent !== missing && !(await exists(parent));
      parent = dirname(parent)
    ) {
      missing = parent;
    }
    // Another process may create it at the same time.
    await mkdir(missing, { mode }).catch((reason: unknown) => {
      if (!(reason instanceof Error && 'code' in reason && reason.code === 'EEXIST')) throw reason;
    });
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
