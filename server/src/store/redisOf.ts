import { mountOf } from './mountOf.js';
import type { StorageAdapter } from './StorageAdapter.js';

/** What is needed of an ioredis client, or of a cluster. */
export interface RedisClient {
  set(key: string, value: string, px: 'PX', ms: number, nx: 'NX'): Promise<'OK' | null>;
  pttl(key: string): Promise<number>;
  eval(script: string, keys: number, ...args: string[]): Promise<unknown>;
}

export interface RedisOfStorage {
  client: RedisClient;
  /** What its keys begin with. */
  prefix: string;
}

/**
 * The connection of a storage on unstorage's `redis` driver, and what its keys begin with; `undefined` on other engines.
 * So that whoever has only the storage can share more than values over it.
 */
export function redisOf(storage: StorageAdapter): RedisOfStorage | undefined {
  const { driver, prefix } = mountOf(storage);
  if (driver.name !== 'redis') return undefined;
  const client: unknown = driver.getInstance?.();
  if (!isRedisClient(client)) return undefined;
  const { base } = (driver.options ?? {}) as Record<string, unknown>;
  const ofDriver = typeof base === 'string' && base !== '' ? `${base.replace(/:$/, '')}:` : '';
  return { client, prefix: ofDriver + prefix };
}

function isRedisClient(value: unknown): value is RedisClient {
  return typeof value === 'object' && value !== null && 'set' in value && 'eval' in value;
}
