import { defineDriver } from 'unstorage';
import type { PageCall } from '../../driverTraits.js';
import { BucketClient, type PageRequest } from './BucketClient.js';
import type { SignedSend } from './send.js';
import { signS3 } from './signS3.js';

export interface BucketOptions {
  endpoint: string;
  bucket: string;
  prefix?: string;
  versions?: 'etag' | 'generation';
  region: string;
  /** A fixed key. Not used with `send`. */
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  /** Signs each request with the credentials of the moment. */
  send?: SignedSend;
}

/**
 * An unstorage driver for S3-compatible servers. unstorage's own one has no prefix and no session token, lists at most 1,000
 * keys, and reports a write into a missing bucket as successful. `getInstance` returns its {@link BucketClient}.
 */
export const s3Driver = defineDriver((options: BucketOptions) => {
  const client = new BucketClient({ ...options, send: options.send ?? signWithKey(options) });
  const path = (key: string) => key.replaceAll(':', '/');
  return {
    name: 's3-bucket',
    options,
    getInstance: () => client,
    hasItem: (key, call) => client.has(path(key), signalOf(call)),
    getItem: async (key, call) => (await client.get(path(key), signalOf(call)))?.text() ?? null,
    getItemRaw: async (key, call) => (await client.get(path(key), signalOf(call)))?.bytes() ?? null,
    setItem: (key, value, call) => client.put(path(key), value, signalOf(call)),
    setItemRaw: (key, value: Uint8Array<ArrayBuffer>, call) => client.put(path(key), value, signalOf(call)),
    removeItem: (key, call) => client.remove(path(key), signalOf(call)),
    // Leases are no values.
    async getKeys(base, call) {
      const keys = await client.keys(path(base ?? ''), pageCallOf(call));
      return keys.filter((key) => !key.startsWith('.'));
    },
  };
});

/** See the trait `aborts`. */
function signalOf(options: object | undefined): AbortSignal | undefined {
  return (options as { signal?: AbortSignal } | undefined)?.signal;
}

/** See the trait `pages`. */
function pageCallOf(options: object | undefined): PageRequest {
  const { page } = (options ?? {}) as { page?: PageCall };
  return (request) => (page ? page((call) => request(signalOf(call))) : request());
}

function signWithKey({
  region,
  accessKeyId = '',
  secretAccessKey = '',
  sessionToken,
}: BucketOptions): SignedSend {
  return signS3({ accessKeyId, secretAccessKey, sessionToken }, region);
}
