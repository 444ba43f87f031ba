import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createStorage } from 'unstorage';
import { bulkReadsOfDriver, withBulkReads } from '../bulkReads.js';
import { fileDriver } from '../drivers/fileDriver.js';
import { StoreError } from '../StoreError.js';
import type { LocatedStorage } from './LocatedStorage.js';

/** Locates a folder. It is created when the first value is written. */
export function locateFolder(path: string): LocatedStorage {
  if (path.trim() === '')
    throw new StoreError(
      'bad-location',
      'The name of the picture store is empty. Name a folder. If the name comes from the environment, check that the variable is set.',
    );
  // Of an environment file, a unit of systemd or in quotes, where no shell replaces it.
  if (/^~(?:[/\\]|$)/.test(path.trim()))
    throw new StoreError(
      'bad-location',
      '"~" is a short form of shells. Write the whole path of the folder, such as /home/me/chat-pictures.',
    );
  const base = resolve(path);
  return {
    place: base,
    async open() {
      const found = await stat(base).catch(() => undefined);
      if (found && !found.isDirectory()) {
        throw new StoreError('bad-location', `${base} is a file. Name a folder for the picture store.`);
      }
      const driver = fileDriver({ base });
      return withBulkReads(createStorage({ driver }), bulkReadsOfDriver(driver));
    },
  };
}
