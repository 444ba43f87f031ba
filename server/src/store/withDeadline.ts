import { StoreError } from './StoreError.js';
import { toStoreError } from './toStoreError.js';

/**
 * Waits for a store no longer than `timeoutMs`, and turns what it throws into a `StoreError`. A call that is given up may
 * still finish later: nobody listens then.
 */
export function withDeadline<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new StoreError('timeout', `The picture store did not answer within ${timeoutMs} ms.`));
    }, timeoutMs);
    call()
      .then(resolve, (error: unknown) => reject(toStoreError(error)))
      .finally(() => clearTimeout(timer));
  });
}
