import { randomUUID } from 'node:crypto';
import { Engine } from './Engine.js';
import { settingKey } from './layout.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { StoreError } from './StoreError.js';

/**
 * Writes a value, reads it back and removes it: whoever is about to work for an hour wants to know now that the store does
 * not take anything.
 *
 * @throws {StoreError}
 */
export async function checkStorage(
  storage: StorageAdapter,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<void> {
  const engine = new Engine(storage, timeoutMs);
  const token = randomUUID();
  const key = settingKey(`check-${token}`);
  await engine.writeJson(key, { value: token });
  const found = await engine.readJson(key);
  await engine.remove(key);
  if (typeof found !== 'object' || found === null || !('value' in found) || found.value !== token) {
    throw new StoreError('failed', 'The picture store does not give back what was written into it.');
  }
}
