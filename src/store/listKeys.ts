import type { Storage } from 'unstorage';
import { type BucketOptions, s3Driver } from './s3Driver.js';

/**
 * All keys below `base`, each once. unstorage's own `s3` driver lists the first 1,000 keys of the bucket and no more, so
 * the rest is listed with ours; Redis may name a key twice while it scans.
 */
export async function listKeys(storage: Storage, base: string): Promise<string[]> {
  const keys = new Set(await storage.getKeys(base));
  const { driver, base: mountedAt } = storage.getMount(base);
  if (driver.name === 's3' && isBucket(driver.options)) {
    const below = base.slice(mountedAt.length);
    for (const key of await s3Driver(driver.options).getKeys(below, {})) {
      const full = mountedAt + key.replaceAll('/', ':');
      if (full.startsWith(`${base}:`)) keys.add(full);
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
