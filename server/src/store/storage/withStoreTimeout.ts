import { StoreError } from './StoreError.js';
import { toStoreError } from './toStoreError.js';

/** The time limit of a call, for a driver that queues its calls. */
export interface TimeLimit {
  /** In ms. */
  timeoutMs: number;
  /** The driver limits the time of its calls itself from now on, each from its start. */
  takeOver?(): void;
}

/**
 * Calls a store with a timeout. The call is not cancelled at its timeout, except by a driver with the trait `aborts`: it may still
 * finish later, and its result is then dropped. The wait in a queue of this process is no failure of the store: a driver with a queue
 * takes `limit` over.
 *
 * @throws {StoreError} `timeout`, or the error of the call, converted.
 */
export async function withStoreTimeout<T>(
  timeoutMs: number,
  call: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([call({ timeoutMs, takeOver: () => clearTimeout(timer) }), timeout]);
  } catch (error) {
    throw toStoreError(error);
  } finally {
    clearTimeout(timer);
  }
}

export function timedOut(timeoutMs: number): StoreError {
  const time = timeoutMs < 1000 ? `${timeoutMs} ms` : `${timeoutMs / 1000} s`;
  return new StoreError(
    'timeout',
    `The picture store did not answer within ${time}. Check that it is running, and the network.`,
  );
}
