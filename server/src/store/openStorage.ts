import type { Storage } from 'unstorage';
import { checkStorage } from './checkStorage.js';
import { locateBucket } from './locateBucket.js';
import { locateFolder } from './locateFolder.js';
import { locateRedis } from './locateRedis.js';
import { StoreError } from './StoreError.js';

/** The variables that are read; see `locateBucket` and `locateRedis`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A place whose name and credentials were checked. Nothing is loaded or connected yet. */
export interface LocatedStorage {
  /** The place as it may be shown: without credentials. */
  place: string;
  /** @throws {StoreError} */
  open(): Promise<Storage>;
}

export interface OpenedStorage {
  /** Works with `PictureStore`, `createPictureGateway` and `enrichContacts`. */
  storage: Storage;
  /** The place as it may be shown and logged: without credentials. */
  describe(): string;
  /** Whether values can be written and read. @throws {StoreError} */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens what `--store` names: a folder, `s3://bucket/prefix`, `gs://bucket/prefix`, `redis://host:port/db` or `rediss://…`.
 * Credentials come from each engine's usual environment variables. Nothing is connected to before the first value.
 *
 * @throws {StoreError} a sentence that says what to do: `bad-location`, `missing-credentials`.
 */
export async function openStorage(
  location: string,
  environment: Environment = process.env,
): Promise<OpenedStorage> {
  const { place, open } = locateStorage(location, environment);
  const storage = await open();
  return {
    storage,
    describe: () => place,
    check: () => checkStorage(storage),
    close: () => storage.dispose(),
  };
}

/**
 * Checks the name of a place, and that its credentials are set.
 *
 * @throws {StoreError} `bad-location`, `missing-credentials`.
 */
export function locateStorage(location: string, environment: Environment = process.env): LocatedStorage {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(location)?.[1]?.toLowerCase();
  // One letter is a drive of Windows, and "s3:bucket" is surely no folder.
  const looksLikeScheme = /^(s3|gs|rediss?|file|https?):/i.test(location);
  if (scheme === undefined && !looksLikeScheme) return locateFolder(location);
  if (scheme === 's3' || scheme === 'gs') return locateBucket(location, environment);
  if (scheme === 'redis' || scheme === 'rediss') return locateRedis(location, environment);
  throw new StoreError(
    'bad-location',
    `"${scheme ?? location.split(':', 1)[0]}" is no kind of picture store. Name a folder, s3://bucket/prefix, ` +
      'gs://bucket/prefix or redis://host.',
  );
}
