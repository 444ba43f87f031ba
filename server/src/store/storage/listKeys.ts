import { isObject } from '../../lib/isObject.js';
import type { BucketOptions } from './drivers/bucket/s3Driver.js';
import { isRedisCluster, scanCluster } from './drivers/clusterDriver.js';
import { driverTraits } from './driverTraits.js';
import type { StorageAdapter } from './StorageAdapter.js';

/**
 * Lists all keys below `base`, without duplicates. unstorage's own `s3` driver lists only the first 1,000 keys of the
 * bucket, so our driver lists the rest. Its `redis` driver scans one server of a cluster, so all are scanned here. Redis may return a key
 * twice while it scans. `options` are for the driver.
 */
export async function listKeys(storage: StorageAdapter, base: string, options?: object): Promise<string[]> {
  const { driver, prefix, listsByPrefix, redis } = driverTraits(storage);
  if (redis && isRedisCluster(redis.client)) {
    const found = await scanCluster(redis.client, redis.prefix + base);
    return [...new Set(found.map((key) => key.slice(redis.prefix.length)))];
  }
  const keys = new Set(await storage.getKeys(base, options));
  if (!listsByPrefix && isBucket(driver.options)) {
    const { s3Driver } = await import('./drivers/bucket/s3Driver.js');
    for (const key of await s3Driver(driver.options).getKeys(prefix + base, {})) {
      const own = key.replaceAll('/', ':').slice(prefix.length);
      if (own.startsWith(`${base}:`)) keys.add(own);
    }
  }
  return [...keys];
}

function isBucket(options: unknown): options is BucketOptions {
  if (!isObject(options)) return false;
  return ['endpoint', 'bucket', 'region', 'accessKeyId', 'secretAccessKey'].every(
    (name) => typeof options[name] === 'string',
  );
}
