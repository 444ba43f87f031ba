import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { writeFaces } from '../../src/cli/commands/faces/writeFaces.js';
import { openExistingStore } from '../../src/cli/shared/openStore.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { type OpenedStorage, openStorage } from '../../src/store/storage/open/openStorage.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';

const COUNT = 2_000;
const PAGE = { page: 1, pageSize: 10 };

let photo: Buffer;
let folder: string;
let store: OpenedStorage;

beforeAll(async () => {
  photo = await photograph(96);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'many-faces-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await store.close();
  await rm(folder, { recursive: true });
});

async function fill(): Promise<void> {
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  await store.storage.setItemRaw(`images:${image.hash}`, photo);
  const record = (index: number) =>
    nextRecord(undefined, { status: 'available', image }, { now: 1, name: `Person ${index}` });
  const put = (index: number) =>
    store.storage.setItem(`chats:${chatIdOf(index)}`, JSON.stringify(record(index)));
  for (let start = 0; start < COUNT; start += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => put(start + index)));
}

const write = () => writeFaces(store.storage, PAGE, join(folder, 'faces.html'));

it('more faces in a folder than calls of a store may wait are all read', async () => {
  const count = 13_000;
  store = await openStorage(join(folder, 'store'));
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  const record = nextRecord(undefined, { status: 'available', image }, { now: 1, name: 'Anna' });
  const chats = join(folder, 'store', 'chats');
  mkdirSync(chats, { recursive: true });
  for (let index = 0; index < count; index += 1)
    writeFileSync(join(chats, chatIdOf(index)), JSON.stringify(record));
  expect(await write()).toMatchObject({ total: count, unreadable: 0 });
});

it('2,000 faces in Redis take a command for each 200 of them', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  try {
    store = await openStorage(redis.url);
    await fill();
    const statistics = async () => client.info('commandstats');
    const callsOf = (command: string, text: string) =>
      Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(text)?.[1] ?? 0);
    const before = await statistics();
    expect((await write()).total).toBe(COUNT);
    const after = await statistics();
    expect(callsOf('mget', after) - callsOf('mget', before)).toBe(COUNT / 200);
    // The thumbnails of the page: the stored copy, and the picture.
    expect(callsOf('get', after) - callsOf('get', before)).toBeLessThanOrEqual(2 * PAGE.pageSize);
  } finally {
    client.disconnect();
    await redis.stop();
  }
});

/**
 * A bucket with so many faces, which costs less than s3rver. Sends the answer to a request for a record when `answerLater` calls it, with
 * the record or with an error.
 */
async function bucketOf(
  count: number,
  answerLater: (answer: (status?: number) => void, pathname: string) => void,
): Promise<HttpServer> {
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  const record = nextRecord(undefined, { status: 'available', image }, { now: 1, name: 'Anna' });
  const keys = Array.from({ length: count }, (_, index) => `faces/chats/${chatIdOf(index)}`).sort();
  const bucket = await startHttpServer(({ url = '' }, response) => {
    const answer = (status: number, body: string) => response.writeHead(status).end(body);
    const { pathname, searchParams } = new URL(url, 'http://bucket');
    const prefix = searchParams.get('prefix');
    if (prefix !== null) {
      const after = keys.filter((key) => key.startsWith(prefix) && key > (searchParams.get('marker') ?? ''));
      const contents = after.slice(0, 1_000).map((key) => `<Contents><Key>${key}</Key></Contents>`);
      const isTruncated = `<IsTruncated>${after.length > 1_000}</IsTruncated>`;
      return answer(200, `<ListBucketResult>${isTruncated}${contents.join('')}</ListBucketResult>`);
    }
    if (!pathname.includes('/chats/')) return answer(404, '');
    const send = (status = 200) => answer(status, status === 200 ? JSON.stringify(record) : '');
    answerLater(send, decodeURIComponent(pathname));
  });
  const account = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_ENDPOINT_URL: bucket.origin };
  for (const [name, value] of Object.entries(account)) vi.stubEnv(name, value);
  return bucket;
}

it('reads more than a hundred records of a bucket at a time', async () => {
  // The first record is answered when a hundred are asked for.
  let isHeld = true;
  const held: (() => void)[] = [];
  const bucket = await bucketOf(300, (answer) => {
    held.push(answer);
    if (held.length > 100) isHeld = false;
    if (!isHeld) for (const release of held.splice(0)) release();
  });
  try {
    store = await openStorage('s3://pictures/faces');
    expect((await write()).total).toBe(300);
  } finally {
    await bucket.close();
  }
});

it('a record that a bucket does not return is the only one that is read again', async () => {
  const bucket = await bucketOf(300, (answer, pathname) =>
    answer(pathname.endsWith(chatIdOf(42)) ? 500 : 200),
  );
  try {
    store = await openStorage('s3://pictures/faces');
    expect(await write()).toMatchObject({ total: 299, unreadable: 1 });
    const records = bucket.requests.filter((request) => request.includes('/chats/'));
    const readAgain = records.filter((request, index) => records.indexOf(request) !== index);
    // Three attempts at the request.
    expect(readAgain.map((request) => decodeURIComponent(request).endsWith(chatIdOf(42)))).toEqual([
      true,
      true,
    ]);
  } finally {
    await bucket.close();
  }
});

it('2,000 faces in a bucket take one request each, and one for each 1,000 names', async () => {
  const bucket = await bucketOf(COUNT, (answer) => answer());
  try {
    store = await openStorage('s3://pictures/faces');
    // The command looks first whether there is a store, and this one has no setting.
    await (await openExistingStore('s3://pictures/faces')).close();
    expect(bucket.requests).toHaveLength(2);
    bucket.requests.length = 0;
    expect((await write()).total).toBe(COUNT);
    const records = bucket.requests.filter((request) => request.includes('/chats/'));
    expect(records).toHaveLength(COUNT);
    expect(new Set(records).size).toBe(COUNT);
    const lists = bucket.requests.filter((request) => request.includes('prefix='));
    expect(lists).toHaveLength(COUNT / 1_000);
    expect(bucket.requests.length).toBeLessThanOrEqual(COUNT + COUNT / 1_000 + 1 + 2 * PAGE.pageSize);
  } finally {
    await bucket.close();
  }
});
