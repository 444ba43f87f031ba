import { randomUUID } from 'node:crypto';
import type { BucketClient } from '../storage/drivers/bucket/BucketClient.js';
import { S3Error } from '../storage/drivers/bucket/S3Error.js';
import { toStoreError } from '../storage/toStoreError.js';

/** Folder of the leases in a bucket. No storage key leads into it. */
export const LEASES_FOLDER = '.leases';

/** Answers of servers that do not know conditional writes, or not with this kind of signature. */
const UNSUPPORTED: ReadonlySet<number> = new Set([400, 405, 501]);

const results = new WeakMap<BucketClient, Promise<boolean>>();

/** The object of the first check. It stays in the bucket, so that later processes need two requests instead of six. */
export const FIRST_CHECK = `${LEASES_FOLDER}/check-conditions`;

/** Whether a server enforces the condition of a write, instead of ignoring it. Checked once for each client. */
export function hasConditionalWrites(client: BucketClient): Promise<boolean> {
  const known = results.get(client);
  if (known !== undefined) return known;
  const checking = check(client);
  results.set(client, checking);
  // After an outage, the next caller checks again.
  checking.catch(() => results.delete(client));
  return checking;
}

/** Expired credentials are answered with 400 too, and so is a request through a proxy that does not know S3. */
function isUnsupported(thrown: unknown): boolean {
  if (!(thrown instanceof S3Error) || !UNSUPPORTED.has(thrown.status)) return false;
  return thrown.code !== 'InvalidResponse' && toStoreError(thrown).code === 'failed';
}

async function check(client: BucketClient): Promise<boolean> {
  try {
    if ((await client.putIf(FIRST_CHECK, '1', 'absent')) === undefined) {
      // Each process lets the server refuse both conditions: the bucket may have moved to another server since the first check.
      return (await client.putIf(FIRST_CHECK, '2', { version: client.versionOfNone })) === undefined;
    }
    const isEnforced = await checkAll(client, `${LEASES_FOLDER}/check-${randomUUID()}`);
    if (!isEnforced) await client.remove(FIRST_CHECK);
    return isEnforced;
  } catch (thrown) {
    if (isUnsupported(thrown)) return false;
    throw thrown;
  }
}

/** With an object of its own, which is written twice and removed. */
async function checkAll(client: BucketClient, key: string): Promise<boolean> {
  try {
    const first = await client.putIf(key, '1', 'absent');
    if (!first || (await client.putIf(key, '2', 'absent')) !== undefined) return false;
    const second = await client.putIf(key, '3', { version: first });
    return Boolean(second) && (await client.putIf(key, '4', { version: first })) === undefined;
  } finally {
    await client.remove(key).catch(() => undefined);
  }
}
