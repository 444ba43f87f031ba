import { CallQueue } from './CallQueue.js';
import type { DriverTraits } from './driverTraits.js';
import type { StorageDriver } from './StorageAdapter.js';

/**
 * Number of calls of one store that run at a time. Together they carry some 3 MB of pictures, and open as many connections to a bucket. With
 * a thousand of them, the last one would wait for the others longer than its time, on the connection or for its handshake.
 */
const CONCURRENCY = 32;

const queues = new WeakMap<StorageDriver, CallQueue>();

/** The queue of the calls of a store, for drivers without one of their own (see the trait `queues`). */
export function callQueueOf({ driver, aborts }: Pick<DriverTraits, 'driver' | 'aborts'>): CallQueue {
  const known = queues.get(driver) ?? new CallQueue({ concurrency: CONCURRENCY, aborts });
  queues.set(driver, known);
  return known;
}
