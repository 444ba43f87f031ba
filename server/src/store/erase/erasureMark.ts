import { randomUUID } from 'node:crypto';
import { isObject } from '../../lib/isObject.js';
import { settingKey } from '../layout.js';
import type { StorageClient } from '../storage/StorageClient.js';
import { isFull } from '../storage/StoreError.js';

const KEY = settingKey('last-erasure');

/** The mark of a store that has no space for one. */
const NO_MARK = 'none';

/**
 * Tells the gateways on the store that something was erased, so that they drop the pictures in their memory. Without a gateway
 * there is no mark, and none is written. `isMarked`: a look has just found one. A full store loses its mark, which is a change too.
 */
export async function markErasure(
  storage: StorageClient,
  { isMarked = false }: { isMarked?: boolean } = {},
): Promise<void> {
  if (!isMarked && !(await hasErasureMark(storage))) return;
  try {
    await storage.writeJson(KEY, { id: randomUUID() });
  } catch (error) {
    if (!isFull(error)) throw error;
    await storage.remove(KEY);
  }
}

export function hasErasureMark(storage: StorageClient): Promise<boolean> {
  return storage.has(KEY);
}

/** The id of the last erasure. For a gateway: the first one creates the mark. */
export async function readErasureMark(storage: StorageClient): Promise<string> {
  const value = await storage.readJson(KEY);
  if (isObject(value) && typeof value.id === 'string') return value.id;
  const id = randomUUID();
  try {
    await storage.writeJson(KEY, { id });
    return id;
  } catch (error) {
    if (isFull(error)) return NO_MARK;
    throw error;
  }
}
