import { CallQueue } from './CallQueue.js';
import type { StorageDriver } from './StorageAdapter.js';

/**
 * Number of calls of one store that run at a time. Together they carry some 3 MB of pictures, and open as many connections to a bucket. With
 * a thousand of them, the last one would wait for the others longer than its time, on the connection or for its handshake.
 */
const CONCURRENCY = 32;

/** Drivers that end a call whose time is over, and drop what it was to write. They take the option `signal` of each. */
const ABORTING_DRIVERS: ReadonlySet<string | undefined> = new Set(['s3-bucket']);

const queues = new WeakMap<StorageDriver, CallQueue>();

/** The queue of the calls of a store, for drivers without one of their own (see the trait `queues`). */
export function callQueueOf(driver: StorageDriver): CallQueue {
  const aborts = ABORTING_DRIVERS.has(driver.name);
  const known = queues.get(driver) ?? new CallQueue({ concurrency: CONCURRENCY, aborts });
  queues.set(driver, known);
  return known;
}
