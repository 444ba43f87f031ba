import { isObject } from '../lib/isObject.js';
import { settingKey } from './layout.js';
import { createLease } from './lease/createLease.js';
import { loadOrCompute } from './lease/loadOrCompute.js';
import type { StorageAdapter } from './storage/StorageAdapter.js';
import { StorageClient } from './storage/StorageClient.js';

/** Longer than any write takes. Other callers wait this long at most. */
const LEASE_MS = 10_000;

/** Each time that the store loses the setting may add one. */
const MAX_FORMER = 8;

interface SettingOptions {
  timeoutMs?: number;
}

/** A text that all machines on one storage share, and the ones that it has replaced. */
interface Setting {
  value: string;
  former: string[];
}

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
  options: SettingOptions = {},
): Promise<string> {
  return (await loadSetting(storage, name, make, options)).value;
}

/**
 * The same for a secret that a store may lose, as a Redis does that evicts keys. A machine that starts then creates another one, while
 * URLs by the former are still in browsers: each machine adds the secrets that it has `used` to the setting, and the result has those of
 * all machines.
 *
 * @throws {StoreError}
 */
export async function sharedSecret(
  storage: StorageAdapter,
  name: string,
  { make, used, ...options }: SettingOptions & { make: () => string; used: readonly string[] },
): Promise<Setting> {
  const { value, former } = await loadSetting(storage, name, make, options);
  const added = used.filter((secret) => secret !== value && !former.includes(secret));
  if (added.length === 0) return { value, former };
  const next = { value, former: [...added, ...former].slice(0, MAX_FORMER) };
  // Of two machines that write at the same time, one adds its secrets with its next call.
  await clientOf(storage, options).writeJson(settingKey(name), next);
  return next;
}

async function loadSetting(
  storage: StorageAdapter,
  name: string,
  make: () => string,
  options: SettingOptions,
): Promise<Setting> {
  const client = clientOf(storage, options);
  const key = settingKey(name);
  const read = async () => readSetting(await client.readJson(key));
  const compute = async () => {
    const made = { value: make(), former: [] };
    await client.writeJson(key, { value: made.value });
    return (await read()) ?? made;
  };
  const lease = createLease(storage, options);
  return (await loadOrCompute({ lease, key, ttlMs: LEASE_MS, waitMs: LEASE_MS, read, compute })) ?? compute();
}

function clientOf(storage: StorageAdapter, { timeoutMs = 5_000 }: SettingOptions): StorageClient {
  return new StorageClient(storage, timeoutMs);
}

function readSetting(setting: unknown): Setting | undefined {
  if (!isObject(setting) || typeof setting.value !== 'string' || setting.value === '') return undefined;
  const former = Array.isArray(setting.former) ? setting.former : [];
  return {
    value: setting.value,
    former: former.filter((secret): secret is string => typeof secret === 'string' && secret !== ''),
  };
}
