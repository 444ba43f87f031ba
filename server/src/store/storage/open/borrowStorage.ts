import type { StorageAdapter } from '../StorageAdapter.js';
import { openStorage } from './openStorage.js';

/**
 * Returns the given storage, or opens one at the given place. `close` closes only a storage that was opened here.
 *
 * @throws {StoreError} when the place cannot be opened.
 */
export async function borrowStorage(
  storage: StorageAdapter | string,
): Promise<{ storage: StorageAdapter; close(): Promise<void> }> {
  return typeof storage === 'string' ? openStorage(storage) : { storage, close: async () => undefined };
}

/** Whether a value is valid as the `storage` option of the enricher's functions. */
export function isStorage(storage: unknown): storage is StorageAdapter | string {
  if (typeof storage === 'string') return storage.trim() !== '';
  return typeof storage === 'object' && storage !== null && 'getItem' in storage && 'getKeys' in storage;
}
