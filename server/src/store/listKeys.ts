import { mountOf } from './mountOf.js';
import type { StorageAdapter } from './StorageAdapter.js';
import type { BucketOptions } from './s3Driver.js';

/**
 * All keys below `base`, each once. unstorage's own `s3` driver lists the first 1,000 keys of the bucket and no more, so
 * the rest is listed with ours; Redis may name a key twice while it scans.
 */
export async function listKeys(storage: StorageAdapter, base: string): Promise<string[]> {
  const keys = new Set(await storage.getKeys(base));
  const { driver, prefix } = mountOf(storage);
  if (driver.name === 's3' && isBucket(driver.options)) {
    const { s3Driver } = await import('./s3Driver.js');
    for (const key of await s3Driver(driver.options).getKeys(prefix + base, {})) {
      const own = key.replaceAll('/', ':').slice(prefix.length);
      if (own.startsWith(`${base}:`)) keys.add(own);
    }
  }
  return [...keys];
}

function isBucket(options: unknown): options is BucketOptions {
  if (typeof options !== 'object' || options === null) return false;
  const fields = options as Record<string, unknown>;
  return ['endpoint', 'bucket', 'region', 'accessKeyId', 'secretAccessKey'].every(
    (name) => typeof fields[name] === 'string',
  );
}
