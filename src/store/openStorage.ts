import type { Storage } from 'unstorage';
import { checkStorage } from './checkStorage.js';
import { openBucket } from './openBucket.js';
import { openFolder } from './openFolder.js';
import { openRedis } from './openRedis.js';
import { StoreError } from './StoreError.js';

/** The variables that are read; see `openBucket` and `openRedis`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An engine that was opened, before it is dressed with what all of them have. */
export interface OpenedEngine {
  storage: Storage;
  /** The place as it may be shown: without credentials. */
  place: string;
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
  const { storage, place } = await openEngine(location, environment);
  return {
    storage,
    describe: () => place,
    check: () => checkStorage(storage),
    close: () => storage.dispose(),
  };
}

function openEngine(location: string, environment: Environment): Promise<OpenedEngine> {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(location)?.[1]?.toLowerCase();
  // One letter is a drive of Windows, and "s3:bucket" is surely no folder.
  const looksLikeScheme = /^(s3|gs|rediss?|file|https?):/i.test(location);
  if (scheme === undefined && !looksLikeScheme) return openFolder(location);
  if (scheme === 's3' || scheme === 'gs') return openBucket(location, environment);
  if (scheme === 'redis' || scheme === 'rediss') return openRedis(location, environment);
  throw new StoreError(
    'bad-location',
    `"${scheme ?? location.split(':', 1)[0]}" is no kind of picture store. Name a folder, s3://bucket/prefix, ` +
      'gs://bucket/prefix or redis://host.',
  );
}
