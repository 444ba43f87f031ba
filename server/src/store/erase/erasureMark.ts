import { randomUUID } from 'node:crypto';
import { isObject } from '../../lib/isObject.js';
import { settingKey } from '../layout.js';
import type { StorageClient } from '../storage/StorageClient.js';

const KEY = settingKey('last-erasure');

/**
 * Tells the gateways on the store that something was erased, so that they drop the pictures in their memory. Without a gateway
 * there is no mark, and none is written.
 */
export async function markErasure(storage: StorageClient): Promise<void> {
  if (await storage.has(KEY)) await storage.writeJson(KEY, { id: randomUUID() });
}

/** The id of the last erasure. For a gateway: the first one creates the mark. */
export async function readErasureMark(storage: StorageClient): Promise<string> {
  const value = await storage.readJson(KEY);
  if (isObject(value) && typeof value.id === 'string') return value.id;
  const id = randomUUID();
  await storage.writeJson(KEY, { id });
  return id;
}
