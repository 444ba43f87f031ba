import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createStorage } from 'unstorage';
import { fileDriver } from './fileDriver.js';
import type { LocatedStorage } from './openStorage.js';
import { StoreError } from './StoreError.js';

/** A folder of files; made when the first value is written. */
export function locateFolder(path: string): LocatedStorage {
  if (path.trim() === '')
    throw new StoreError('bad-location', 'The picture store has no name. Name a folder.');
  const base = resolve(path);
  return {
    place: base,
    async open() {
      const found = await stat(base).catch(() => undefined);
      if (found && !found.isDirectory()) {
        throw new StoreError('bad-location', `${base} is a file. The picture store has to be a folder.`);
      }
      return createStorage({ driver: fileDriver({ base }) });
    },
  };
}
