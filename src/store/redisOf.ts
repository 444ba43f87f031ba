import type { Storage } from 'unstorage';

/** What is needed of an ioredis client, or of a cluster. */
export interface RedisClient {
  set(key: string, value: string, px: 'PX', ms: number, nx: 'NX'): Promise<'OK' | null>;
  eval(script: string, keys: number, ...args: string[]): Promise<unknown>;
}

/**
 * The connection of a storage on unstorage's `redis` driver, and what its keys begin with; `undefined` on other engines.
 * So that whoever has only the storage can share more than values over it.
 */
export function redisOf(storage: Storage): { client: RedisClient; prefix: string } | undefined {
  const { driver } = storage.getMount();
  if (driver.name !== 'redis') return undefined;
  const client: unknown = driver.getInstance?.();
  if (!isRedisClient(client)) return undefined;
  const base: unknown = driver.options?.base;
  return { client, prefix: typeof base === 'string' && base !== '' ? `${base.replace(/:$/, '')}:` : '' };
}

function isRedisClient(value: unknown): value is RedisClient {
  return typeof value === 'object' && value !== null && 'set' in value && 'eval' in value;
}
