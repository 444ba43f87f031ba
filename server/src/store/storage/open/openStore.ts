import type { StorageAdapter } from '../StorageAdapter.js';
import { openStorage } from './openStorage.js';

/**
 * Opens a picture store for the `storage` option of `createPictureGateway` and of the functions of
 * `chat-avatar-server/enricher`. Connects with the first value. Call `dispose()` on the result to close its connections.
 *
 * @param place A folder, `s3://bucket/prefix`, `gs://bucket/prefix`, `redis://host:port/db?prefix=keys`,
 * `redis+sentinel://host:port,host:port/primary/db` or `redis+cluster://host:port,host:port` (`rediss` for TLS). Credentials come from the usual environment variables of each kind: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and
 * `AWS_REGION`; `GCS_HMAC_ACCESS_ID` and `GCS_HMAC_SECRET`; `REDIS_USERNAME` and `REDIS_PASSWORD`,
 * `REDIS_SENTINEL_USERNAME` and `REDIS_SENTINEL_PASSWORD`. A bucket without a key uses the standard
 * chains: install `@aws-sdk/credential-provider-node` or `google-auth-library`.
 *
 * @example
 * const storage = await openStore('./chat-pictures');
 *
 * @throws An `Error` with a message that says how to fix it, and with the `code` `bad-location`, `missing-credentials` or
 * `missing-package`.
 */
export async function openStore(place: string): Promise<StorageAdapter> {
  const { storage } = await openStorage(place);
  return storage;
}
