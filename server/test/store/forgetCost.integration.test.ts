import { afterAll, beforeAll, expect, it } from 'vitest';
import { type S3Server, startS3 } from '../../../test/support/s3.js';
import { readErasureMark } from '../../src/store/erase/erasureMark.js';
import { createLease } from '../../src/store/lease/createLease.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { StorageClient } from '../../src/store/storage/StorageClient.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { ANNA, available, BRUNO, someBytes } from './pictures.fixture.js';

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

async function storeWith(
  prefix: string,
  count: number,
  bucket = `s3://${s3.bucket}`,
  environment = s3.environment,
) {
  const { storage, close } = await openStorage(`${bucket}/${prefix}`, environment);
  // The enricher, or a gateway, has stored the chats under a lease, and a gateway waits for erasures.
  await (await createLease(storage).acquire(ANNA, 10_000))?.();
  await readErasureMark(new StorageClient(storage, 5_000));
  const store = new PictureStore(storage);
  const { record, bytes, image } = available();
  await store.put(ANNA, record, bytes);
  for (const size of ['40.webp', '80.webp', '80.avif', '640.jpeg']) {
    await store.putSize(image.hash, size, someBytes(1, 300));
  }
  const others = Array.from({ length: count }, (_, index) => index);
  while (others.length > 0) {
    await Promise.all(
      others.splice(0, 16).map((index) => {
        const other = available(index + 1);
        return store.put(chatIdOf(index), other.record, other.bytes);
      }),
    );
  }
  // A command is a process of its own, with a client that has not used the bucket yet.
  const opened = await openStorage(`${bucket}/${prefix}`, environment);
  return {
    store: new PictureStore(opened.storage),
    storage,
    close: () => Promise.all([close(), opened.close()]),
  };
}

/** Number of requests to the bucket during `run`. */
async function requestsOf(run: () => Promise<unknown>, { requests }: S3Server = s3): Promise<number> {
  const before = requests.length;
  await run();
  expect(requests.length).toBeGreaterThan(before);
  return requests.length - before;
}

it('forget on a bucket costs at most 20 requests, regardless of the number of other chats', async () => {
  const costs: number[] = [];
  for (const count of [2, 250]) {
    const { store, storage, close } = await storeWith(`faces-${count}`, count);
    costs.push(await requestsOf(() => store.forget(ANNA)));
    expect((await storage.getKeys('images')).length).toBe(Math.min(count, 250));
    await close();
  }
  const [few, many] = costs;
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(20);
});

it('forget on Google Cloud Storage costs at most 20 requests', async () => {
  const google = await startS3({ conditions: 'generation' });
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = google.environment;
  const { store, close } = await storeWith('faces', 2, `gs://${google.bucket}`, {
    GCS_HMAC_ACCESS_ID: AWS_ACCESS_KEY_ID,
    GCS_HMAC_SECRET: AWS_SECRET_ACCESS_KEY,
    STORAGE_EMULATOR_HOST: google.endpoint,
  });
  expect(await requestsOf(() => store.forget(ANNA), google)).toBeLessThanOrEqual(20);
  await close();
  await google.stop();
});

it('forget of a chat that shares its picture costs no more', async () => {
  const { store, storage, close } = await storeWith('shared', 30);
  const { record, bytes } = available();
  await new PictureStore(storage).put(BRUNO, record, bytes);
  expect(await requestsOf(() => store.forget(ANNA))).toBeLessThanOrEqual(20);
  await close();
});
