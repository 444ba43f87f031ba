import { randomUUID } from 'node:crypto';
import { isObject } from '../../lib/isObject.js';
import { settingKey } from '../layout.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { StorageClient } from './StorageClient.js';
import { StoreError } from './StoreError.js';

const PING_TIMEOUT_MS = 2_000;

/**
 * Health check: writes a value, reads it back and removes it, so that a long run fails at its start if the store cannot be
 * used.
 *
 * @throws {StoreError}
 */
export async function checkStorage(
  storage: StorageAdapter,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<void> {
  const client = new StorageClient(storage, timeoutMs);
  const token = randomUUID();
  const key = settingKey(`check-${token}`);
  await client.writeJson(key, { value: token });
  const found = await client.readJson(key);
  await client.remove(key);
  if (!isObject(found) || found.value !== token) {
    throw new StoreError(
      'failed',
      'The picture store did not return the value that was just written to it. Check that all of its keys are on one store.',
    );
  }
}

/** Whether the store answers. Writes nothing. @throws {StoreError} */
export async function pingStorage(storage: StorageAdapter): Promise<void> {
  await new StorageClient(storage, PING_TIMEOUT_MS).readJson(settingKey('ping'));
}
