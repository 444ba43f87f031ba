import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, type Storage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { startRedis } from '../../../test/support/redis.js';
import { startS3 } from '../../../test/support/s3.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { startRedisCluster } from './redisGroups.js';
import { removeStore } from './removeStore.js';

export interface RunningEngine {
  /** Opens the same place once more, as another machine would. */
  open(): Promise<Storage>;
  stop(): Promise<void>;
}

/** Every engine that pictures may be kept on, real ones. */
export const engines: Record<string, () => Promise<RunningEngine>> = {
  memory: async () => {
    const storage = createStorage();
    return { open: async () => storage, stop: () => storage.dispose() };
  },
  files: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
    return opened(join(folder, 'store'), {}, () => removeStore(folder));
  },
  'files, through the driver of unstorage': async () => {
    const base = await mkdtemp(join(tmpdir(), 'pictures-'));
    return {
      open: async () => createStorage({ driver: fsDriver({ base }) }),
      stop: () => removeStore(base),
    };
  },
  S3: async () => {
    const { bucket, environment, stop } = await startS3();
    return opened(`s3://${bucket}/some/prefix`, environment, stop);
  },
  'S3, on a server without conditional writes': async () => {
    const { bucket, environment, stop } = await startS3({ conditions: 'ignored' });
    return opened(`s3://${bucket}`, environment, stop);
  },
  'Google Cloud Storage': async () => {
    const { bucket, environment, stop } = await startS3({ conditions: 'generation' });
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_ENDPOINT_URL = '' } = environment;
    const google = {
      GCS_HMAC_ACCESS_ID: AWS_ACCESS_KEY_ID,
      GCS_HMAC_SECRET: AWS_SECRET_ACCESS_KEY,
      STORAGE_EMULATOR_HOST: AWS_ENDPOINT_URL,
    };
    return opened(`gs://${bucket}`, google, stop);
  },
  Redis: async () => {
    const { url, stop } = await startRedis();
    return opened(`${url}/3`, {}, stop);
  },
  'Redis Cluster': async () => {
    const { url, stop } = await startRedisCluster();
    return opened(url, {}, stop);
  },
};

function opened(
  location: string,
  environment: Record<string, string>,
  stop: () => Promise<void>,
): RunningEngine {
  const closers: (() => Promise<void>)[] = [];
  return {
    async open() {
      const { storage, close } = await openStorage(location, environment);
      closers.push(close);
      return storage;
    },
    async stop() {
      for (const close of closers) await close();
      await stop();
    },
  };
}
