/** Why a store cannot be used. Damaged values are not an error: they count as missing, and are reported. */
export type StoreErrorCode =
  /** `--store` has an unknown scheme, or its syntax is wrong. */
  | 'bad-location'
  | 'missing-credentials'
  /** The npm package of the driver is not installed. */
  | 'missing-package'
  | 'wrong-credentials'
  | 'no-bucket'
  /** The store is reachable, but denies reading or writing. */
  | 'refused'
  | 'full'
  /** A later version of this program has written the value. It is never overwritten. */
  | 'newer-version'
  | 'unreachable'
  | 'timeout'
  /** Too many calls of this process wait for the store, which answers. */
  | 'busy'
  | 'failed';

/** The store failed. The message describes the problem and its fix, and never contains a secret. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  static {
    StoreError.prototype.name = 'StoreError';
  }

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The codes of a bad file, a bad sector, or a value of a newer version. */
const OF_ONE_VALUE: ReadonlySet<StoreErrorCode> = new Set(['refused', 'failed', 'newer-version']);

/** Whether an error may concern one value alone. A store that fails as a whole fails the next call too. */
export function mayBeOfOneValue(error: unknown): boolean {
  return error instanceof StoreError && OF_ONE_VALUE.has(error.code);
}

/** `instead` of a value that cannot be read, such as a file of another user: it costs no other value. @throws the error of a store that fails. */
export async function readOr<T, const U>(reading: Promise<T>, instead: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (mayBeOfOneValue(error)) return instead;
    throw error;
  }
}

/** Failures of the store itself. */
const OUTAGES: ReadonlySet<StoreErrorCode> = new Set(['timeout', 'unreachable', 'failed']);

/**
 * Whether the store itself failed. The other codes are answers of it, such as a refusal, or are of this process. A store that failed may
 * carry out the write all the same.
 */
export function isOutage(error: unknown): error is StoreError {
  return error instanceof StoreError && OUTAGES.has(error.code);
}

/** Whether a write failed for lack of space. Values can still be read and removed then. */
export function isFull(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'full';
}
