import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemCode } from '../../lib/systemCode.js';
import { CliError } from './CliError.js';

/**
 * Fail fast. Creates and removes a file beside the file that `option` names, so that a mistake is reported before the work and not
 * after it. Permissions alone do not tell: a file system may be read-only or full.
 *
 * @throws {CliError} if the file cannot be written.
 */
export async function requireWritable(option: string, file: string): Promise<void> {
  const path = resolve(file);
  if (await isFolder(path)) {
    throw new CliError(`${option}: ${path} is a folder. Name a file in it.`);
  }
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await (await open(draft, 'wx', 0o600)).close();
  } catch (thrown) {
    throw new CliError(cannotWrite(option, path, thrown));
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

export function cannotWrite(option: string, path: string, thrown: unknown): string {
  return `${option}: ${path} cannot be written${systemCode(thrown)}. Check the folder and its permissions.`;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
