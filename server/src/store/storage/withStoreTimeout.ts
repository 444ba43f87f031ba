import { TimeoutError, withTimeout } from '../../lib/async/withTimeout.js';
import { StoreError } from './StoreError.js';
import { toStoreError } from './toStoreError.js';

/**
 * Calls a store with a timeout. The call is not cancelled at its timeout: it may still finish later, and its result is then
 * dropped.
 *
 * @throws {StoreError} `timeout`, or the error of the call, converted.
 */
export async function withStoreTimeout<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  try {
    return await withTimeout({ timeoutMs }, call);
  } catch (error) {
    if (error instanceof TimeoutError) {
      throw new StoreError('timeout', `The picture store did not answer within ${timeoutMs} ms.`);
    }
    throw toStoreError(error);
  }
}
