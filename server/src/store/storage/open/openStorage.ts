import type { Storage } from 'unstorage';
import { checkStorage, pingStorage } from '../checkStorage.js';
import type { Environment } from './LocatedStorage.js';
import { locateStorage } from './locateStorage.js';

export interface OpenedStorage {
  /** For `PictureStore`, `createPictureGateway` and `enrichContacts`. */
  storage: Storage;
  /** The place without credentials, safe to show and to log. */
  describe(): string;
  /** Checks that values can be written and read. @throws {StoreError} */
  check(): Promise<void>;
  /** Checks that the store answers, and writes nothing. @throws {StoreError} */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the value of `--store`: a folder, `s3://bucket/prefix`, `gs://bucket/prefix`, `redis://host:port/db`,
 * `redis+sentinel://…`, `redis+cluster://…` or their `rediss` forms. Credentials come from the usual environment variables of each
 * kind. Connects with the first value.
 *
 * @throws {StoreError} `bad-location`, `missing-credentials`, `missing-package`, with a message that says how to fix it.
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
    ping: () => pingStorage(storage),
    close: () => storage.dispose(),
  };
}
