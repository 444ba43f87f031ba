import { StoreError } from '../StoreError.js';
import type { Environment, LocatedStorage } from './LocatedStorage.js';
import { locateBucket } from './locateBucket.js';
import { locateFolder } from './locateFolder.js';
import { locateRedis } from './locateRedis.js';

/**
 * Parses the name of a place, and checks that its credentials are set.
 *
 * @throws {StoreError} `bad-location`, `missing-credentials`.
 */
export function locateStorage(location: string, environment: Environment = process.env): LocatedStorage {
  if (typeof location !== 'string') {
    throw new StoreError(
      'bad-location',
      `The place of a picture store is a text such as "./chat-pictures" or "redis://host", but is ${JSON.stringify(location)}. ` +
        'If it comes from the environment, check that the variable is set.',
    );
  }
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(location)?.[1]?.toLowerCase();
  // "C:" is a drive of Windows, but "s3:bucket" is a typing mistake and not a folder.
  const looksLikeScheme = /^(s3|gs|rediss?(\+\w+)?|file|https?):/i.test(location);
  if (scheme === undefined && !looksLikeScheme) return locateFolder(location);
  if (scheme === 's3' || scheme === 'gs') return locateBucket(location, environment);
  if (scheme !== undefined && /^rediss?(\+(sentinel|cluster))?$/.test(scheme))
    return locateRedis(location, environment);
  throw new StoreError(
    'bad-location',
    `"${scheme ?? location.split(':', 1)[0]}" is no kind of picture store. Name a folder, s3://bucket/prefix, ` +
      'gs://bucket/prefix or redis://host.',
  );
}
