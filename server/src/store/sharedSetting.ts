import { computeOnce } from './computeOnce.js';
import { Engine } from './Engine.js';
import { createLease } from './Lease.js';
import { settingKey } from './layout.js';
import type { StorageAdapter } from './StorageAdapter.js';

/** Longer than any write takes; who needs the setting meanwhile waits for it. */
const LEASE_MS = 10_000;

/**
 * A text that all machines on one storage have in common, such as the secret that signs image URLs: the first one makes
 * it, the others read it. What is there afterwards counts, so that even where the lease only holds within one process
 * all of them end up with the same.
 *
 * @throws {StoreError}
 */
export async function sharedSetting(
  storage: StorageAdapter,
  name: string,
  make: () => string,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<string> {
  const engine = new Engine(storage, timeoutMs);
  const key = settingKey(name);
  const read = async () => {
    const setting = await engine.readJson(key);
    return typeof setting === 'object' &&
      setting !== null &&
      'value' in setting &&
      typeof setting.value === 'string' &&
      setting.value !== ''
      ? setting.value
      : undefined;
  };
  const compute = async () => {
    const value = make();
    await engine.writeJson(key, { value });
    return (await read()) ?? value;
  };
  const lease = createLease(storage, { timeoutMs });
  return (await computeOnce({ lease, key, ttlMs: LEASE_MS, waitMs: LEASE_MS, read, compute })) ?? compute();
}
