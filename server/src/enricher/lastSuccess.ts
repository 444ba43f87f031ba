import { createHash } from 'node:crypto';
import { isObject } from '../lib/isObject.js';
import { settingKey } from '../store/layout.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import { StorageClient } from '../store/storage/StorageClient.js';
import { StoreError } from '../store/storage/StoreError.js';

const TIMEOUT_MS = 5_000;

/**
 * Stores the time of a success of this source, or reads that of an earlier one. In ms since the epoch; `undefined` if there is none,
 * or the store fails: a run that is over is reported anyway.
 */
export async function lastSuccess(
  storage: StorageAdapter,
  sourceId: string,
  succeededAt: number | undefined,
): Promise<number | undefined> {
  const client = new StorageClient(storage, TIMEOUT_MS);
  // The id of a source may hold characters that are not valid in keys.
  const key = settingKey(`enriched-${createHash('sha256').update(sourceId).digest('hex').slice(0, 16)}`);
  try {
    if (succeededAt !== undefined) {
      await client.writeJson(key, { lastSuccessAt: succeededAt });
      return succeededAt;
    }
    const stored = await client.readJson(key);
    return isObject(stored) && typeof stored.lastSuccessAt === 'number' ? stored.lastSuccessAt : undefined;
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return succeededAt;
  }
}
