import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { StorageClient } from '../../../src/store/storage/StorageClient.js';

const PAGES = 4;
const TIMEOUT_MS = 1_000;

/** A bucket that takes 9 s for each page of a list, by a clock of the test. A page may take 12 s. */
let bucket: HttpServer;
let isSilent: boolean;

beforeEach(async () => {
  isSilent = false;
  bucket = await startHttpServer(({ url = '' }, response) => {
    if (isSilent) return;
    const { searchParams } = new URL(url, 'http://bucket');
    const page = Number(searchParams.get('marker')?.at(-1) ?? -1) + 1;
    vi.advanceTimersByTime(9_000);
    const isTruncated = `<IsTruncated>${page < PAGES - 1}</IsTruncated>`;
    response.end(
      `<ListBucketResult>${isTruncated}<Contents><Key>chats/${page}</Key></Contents></ListBucketResult>`,
    );
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await bucket.close();
});

async function openBucket(): Promise<StorageClient> {
  const { storage } = await openStorage('s3://pictures', {
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: bucket.origin,
  });
  return new StorageClient(storage, TIMEOUT_MS);
}

it('each page of a list of a bucket has its own time limit', async () => {
  const client = await openBucket();
  expect(await client.keys('chats')).toEqual(['chats:0', 'chats:1', 'chats:2', 'chats:3']);
  expect(bucket.requests).toHaveLength(PAGES);
});

it('a list of a bucket that does not answer ends at its time', async () => {
  isSilent = true;
  const client = await openBucket();
  const listing = client.keys('chats');
  listing.catch(() => undefined);
  await vi.waitFor(() => expect(bucket.requests).toHaveLength(1));
  vi.advanceTimersByTime(12 * TIMEOUT_MS);
  await expect(listing).rejects.toMatchObject({ code: 'timeout' });
});
