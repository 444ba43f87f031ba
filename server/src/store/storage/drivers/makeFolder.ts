import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasSystemCode } from '../../../lib/hasSystemCode.js';
import { isMissingFile } from '../../../lib/isMissingFile.js';

/** Attempts, because another process may delete an empty parent between two calls. */
const ATTEMPTS = 5;

/**
 * Creates a folder and its missing parents. Node's recursive `mkdir` hides the reason on a read-only file system (`ENOENT` in place of
 * `EROFS`), and never ends on one that permits no folder, such as `/proc`. Resolves to whether this call has created the folder.
 */
export async function makeFolder(path: string, mode: number): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(path, { mode });
      return true;
    } catch (error) {
      if (hasSystemCode(error, 'EEXIST')) return false;
      const parent = dirname(path);
      if (!isMissingFile(error) || parent === path || attempt === ATTEMPTS) throw error;
      await makeFolder(parent, mode);
    }
  }
}
