import { hasSystemCode } from './hasSystemCode.js';

/** Whether a file system call failed because the file or folder does not exist (`ENOENT`). */
export function isMissingFile(error: unknown): boolean {
  return hasSystemCode(error, 'ENOENT');
}
