import { randomUUID } from 'node:crypto';
import { type BucketClient, S3Error } from '../storage/drivers/BucketClient.js';

/** Answers of servers that do not know conditional writes, or not with this kind of signature. */
const UNSUPPORTED: ReadonlySet<number> = new Set([400, 405, 501]);

const results = new WeakMap<BucketClient, Promise<boolean>>();

/**
 * Whether a server enforces the condition of a write, instead of ignoring it. Checked once for each client, with an object in
 * `folder` that is written twice and removed.
 */
export function hasConditionalWrites(client: BucketClient, folder: string): Promise<boolean> {
  const known = results.get(client);
  if (known !== undefined) return known;
  const checking = check(client, `${folder}/check-${randomUUID()}`);
  results.set(client, checking);
  // After an outage, the next caller checks again.
  checking.catch(() => results.delete(client));
  return checking;
}

async function check(client: BucketClient, key: string): Promise<boolean> {
  try {
    const first = await client.putIf(key, '1', 'absent');
    if (!first || (await client.putIf(key, '2', 'absent')) !== undefined) return false;
    const second = await client.putIf(key, '3', { version: first });
    return Boolean(second) && (await client.putIf(key, '4', { version: first })) === undefined;
  } catch (thrown) {
    if (thrown instanceof S3Error && UNSUPPORTED.has(thrown.status)) return false;
    throw thrown;
  } finally {
    await client.remove(key).catch(() => undefined);
  }
}
