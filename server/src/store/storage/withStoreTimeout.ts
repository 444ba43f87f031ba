import { StoreError } from './StoreError.js';
import { toStoreError } from './toStoreError.js';

/**
 * Calls a store with a timeout. The call is not cancelled at its timeout: it may still finish later, and its result is then
 * dropped.
 *
 * @throws {StoreError} `timeout`, or the error of the call, converted.
 */
export function withStoreTimeout<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new StoreError('timeout', `The picture store did not answer within ${timeoutMs} ms.`));
    }, timeoutMs);
    call()
      .then(resolve, (error: unknown) => reject(toStoreError(error)))
      .finally(() => clearTimeout(timer));
  });
}
