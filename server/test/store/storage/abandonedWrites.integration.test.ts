import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { StorageClient } from '../../../src/store/storage/StorageClient.js';

const PICTURES = 8;
const PICTURE_BYTES = 4_800_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A bucket that takes each request, reads nothing of its body, and never answers. */
let bucket: Server;
let asked: number;
/** Without writes: of a body that nothing reads, the bucket does not notice the end. */
let ended: number;

beforeEach(async () => {
  asked = 0;
  ended = 0;
  bucket = createServer(({ method }, response) => {
    asked += 1;
    response.on('close', () => {
      if (method !== 'PUT') ended += 1;
    });
  });
  await new Promise<void>((listening) => bucket.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  bucket.closeAllConnections();
  await new Promise((closed) => bucket.close(closed));
});

async function openSilentBucket() {
  const { port } = bucket.address() as AddressInfo;
  const { storage } = await openStorage('s3://pictures', {
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
  return new StorageClient(storage, 1_000);
}

/** Writes pictures until their time is over, and keeps none of them. */
async function abandonWrites(client: StorageClient): Promise<WeakRef<Uint8Array>[]> {
  const pictures = Array.from({ length: PICTURES }, () => new Uint8Array(PICTURE_BYTES));
  const writes = pictures.map((bytes, index) => client.writeBytes(`images:${index}`, bytes));
  for (const outcome of await Promise.allSettled(writes))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'timeout' } });
  return pictures.map((bytes) => new WeakRef(bytes));
}

function bytesHeld(references: readonly WeakRef<Uint8Array>[]): number {
  collectGarbage();
  return references.reduce((sum, reference) => sum + (reference.deref()?.byteLength ?? 0), 0);
}

it('a write into a bucket that does not answer holds no bytes after its time', async () => {
  const abandoned = await abandonWrites(await openSilentBucket());
  await expect.poll(() => bytesHeld(abandoned)).toBe(0);
  expect(asked).toBeGreaterThan(0);
});

it('a read from a bucket that does not answer ends at its time', async () => {
  const client = await openSilentBucket();
  await expect(client.readBytes('images:1')).rejects.toMatchObject({ code: 'timeout' });
  await expect(client.has('images:1')).rejects.toMatchObject({ code: 'timeout' });
  for (const reading of client.readRecords(['chats:1']))
    await expect(reading).rejects.toMatchObject({ code: 'timeout' });
  await expect.poll(() => [asked, ended]).toEqual([3, 3]);
});
