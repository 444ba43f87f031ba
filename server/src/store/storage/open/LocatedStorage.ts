import type { Storage } from 'unstorage';

/** The environment variables that hold credentials; see `locateBucket` and `locateRedis`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A place with a valid name and with credentials. Nothing is loaded or connected yet. */
export interface LocatedStorage {
  /** The place without credentials, safe to show and to log. */
  place: string;
  /** @throws {StoreError} */
  open(): Promise<Storage>;
}
