/** Why a store cannot be used. What is damaged in it is not an error: it counts as absent, and is reported. */
export type StoreErrorCode =
  /** `--store` names no engine that is known, or not in the way it should. */
  | 'bad-location'
  | 'missing-credentials'
  /** The package of its driver is not installed. */
  | 'missing-package'
  | 'wrong-credentials'
  | 'no-bucket'
  /** It can be reached, but may not be read or written. */
  | 'refused'
  | 'full'
  | 'unreachable'
  | 'timeout'
  | 'failed';

/** The store itself failed. The message says what is wrong and what to do, and never holds a secret. */
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
