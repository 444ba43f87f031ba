import { isObject } from '../lib/isObject.js';
import { settingKey } from './layout.js';
import { createLease } from './lease/createLease.js';
import { loadOrCompute } from './lease/loadOrCompute.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { StorageClient } from './storage/StorageClient.js';

/** Longer than any write takes. Other callers wait this long at most. */
const LEASE_MS = 10_000;

/**
 * Returns a text that all machines on one storage share, such as the secret that signs image URLs. The first caller creates
 * it, the others read it. The value is read back after the write, so that all machines use the same one even if the lease
 * holds within one process only.
 *
 * @throws {StoreError}
 */
export async function sharedSetting(
  storage: StorageAdapter,
  name: string,
  make: () => string,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<string> {
  const client = new StorageClient(storage, timeoutMs);
  const key = settingKey(name);
  const read = async () => {
    const setting = await client.readJson(key);
    return (isObject(setting) && typeof setting.value === 'string' && setting.value) || undefined;
  };
  const compute = async () => {
    const value = make();
    await client.writeJson(key, { value });
    return (await read()) ?? value;
  };
  const lease = createLease(storage, { timeoutMs });
  return (await loadOrCompute({ lease, key, ttlMs: LEASE_MS, waitMs: LEASE_MS, read, compute })) ?? compute();
}
