import { randomUUID } from 'node:crypto';
import { access, constants, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { linkTarget, typeOfPath } from '../../lib/replaceFile.js';
import { systemCode } from '../../lib/systemCode.js';
import { CliError } from './CliError.js';
import { requireOutsideStore } from './requireOutsideStore.js';

/** What to do, by the code of the system. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'Its disk is full: free some space.',
  EDQUOT: 'The quota of its disk is used up: free some space.',
  EROFS: 'Its file system is read-only: mount it writable, or name another file.',
};

/**
 * Fail fast. Creates and removes a file beside the file that `option` names, so that a mistake is reported before the work and not
 * after it. Permissions alone do not tell: a file system may be read-only or full.
 *
 * @param stores the picture stores of the command.
 * @throws {CliError} if the file cannot be written, or is in a store.
 */
export async function requireWritable(
  option: string,
  file: string,
  stores: readonly string[],
): Promise<void> {
  for (const store of stores) await requireOutsideStore(option, file, store);
  const path = resolve(file);
  const type = await typeOfPath(path);
  if (type === 'folder') {
    throw new CliError(`${option}: ${path} is a folder. Name a file in it.`);
  }
  // Nothing is created beside a device.
  if (type === 'special') await requireAccess(option, path);
  else await probe(`${await linkTarget(path)}.${randomUUID()}.part`, option, path);
}

/**
 * The same for the folder that `option` names. A missing folder is not created: the folder in which it would be is checked.
 *
 * @throws {CliError} if no file can be written in the folder, or it is in the store.
 */
export async function requireWritableFolder(option: string, folder: string, store: string): Promise<void> {
  await requireOutsideStore(option, folder, store);
  const path = resolve(folder);
  let present = path;
  while ((await typeOfPath(present)) === 'missing' && dirname(present) !== present)
    present = dirname(present);
  if ((await typeOfPath(present)) !== 'folder') {
    throw new CliError(`${option}: ${present} is a file. Name a folder.`);
  }
  await probe(join(present, `.${randomUUID()}.part`), option, path);
}

export function cannotWrite(option: string, path: string, thrown: unknown): string {
  const code = String((thrown as NodeJS.ErrnoException | null)?.code);
  const remedy = REMEDIES[code] ?? 'Check the folder and its permissions.';
  return `${option}: ${path} cannot be written${systemCode(thrown)}. ${remedy}`;
}

async function requireAccess(option: string, path: string): Promise<void> {
  try {
    await access(path, constants.W_OK);
  } catch (thrown) {
    throw new CliError(cannotWrite(option, path, thrown));
  }
}

async function probe(draft: string, option: string, path: string): Promise<void> {
  try {
    await (await open(draft, 'wx', 0o600)).close();
  } catch (thrown) {
    throw new CliError(cannotWrite(option, path, thrown));
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
