import { openStorage } from './openStorage.js';
import type { StorageAdapter } from './StorageAdapter.js';

/**
 * The storage that the caller passed, or one that is opened at the place that the caller named. `close` closes only the
 * latter.
 *
 * @throws {StoreError} when the place cannot be opened.
 */
export async function borrowStorage(
  storage: StorageAdapter | string,
): Promise<{ storage: StorageAdapter; close(): Promise<void> }> {
  return typeof storage === 'string' ? openStorage(storage) : { storage, close: async () => undefined };
}

/** Whether a value can be the `storage` option of the enricher's functions. */
export function isStorage(storage: unknown): storage is StorageAdapter | string {
  if (typeof storage === 'string') return storage.trim() !== '';
  return typeof storage === 'object' && storage !== null && 'getItem' in storage && 'getKeys' in storage;
}
