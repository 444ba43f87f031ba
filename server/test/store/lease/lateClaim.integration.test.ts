import { promises } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startRedis } from '../../../../test/support/redis.js';
import { startS3 } from '../../../../test/support/s3.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

const TIMEOUT_MS = 300;

interface Place {
  storage: Awaited<ReturnType<typeof openStorage>>['storage'];
  hang(): void;
  resume(): void;
}

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function onRedis(): Promise<Place> {
  const redis = await startRedis();
  ends.push(redis.stop);
  const { storage, close } = await openStorage(redis.url, {});
  ends.push(close);
  return { storage, hang: redis.hang, resume: redis.resume };
}

async function onS3(): Promise<Place> {
  const gate = newGate();
  const s3 = await startS3({ before: gate.pass });
  ends.push(s3.stop);
  const { storage, close } = await openStorage(`s3://${s3.bucket}/faces`, s3.environment);
  ends.push(close);
  return { storage, ...gate };
}

async function inFolder(): Promise<Place> {
  const gate = newGate();
  const folder = await mkdtemp(join(tmpdir(), 'late-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const { open } = promises;
  promises.open = async (path, ...others) => {
    if (String(path).includes('.leases')) await gate.pass();
    return open(path, ...others);
  };
  syncBuiltinESMExports();
  ends.push(() => {
    promises.open = open;
    syncBuiltinESMExports();
  });
  return { storage: (await openStorage(folder)).storage, ...gate };
}

function newGate() {
  let isOpen = Promise.resolve();
  let open = () => {};
  return {
    pass: () => isOpen,
    hang() {
      isOpen = new Promise((resolve) => {
        open = resolve;
      });
    },
    resume: () => open(),
  };
}

it.each([
  ['Redis', onRedis],
  ['a bucket', onS3],
  ['a folder', inFolder],
])('a lease on %s that is acquired after its time-out is released', async (_, start) => {
  const { storage, hang, resume } = await start();
  const lease = createLease(storage, { timeoutMs: TIMEOUT_MS });
  // A bucket is asked once whether it takes conditional writes.
  await (await createLease(storage).acquire('first', 1_000))?.();
  hang();
  await expect(lease.acquire('chat', 60_000)).rejects.toMatchObject({ code: 'timeout' });
  resume();
  const acquire = () => lease.acquire('chat', 60_000).catch(() => undefined);
  // Without a release, the lease would end after 60 s.
  await expect.poll(acquire, { timeout: 50_000 }).toBeTypeOf('function');
});

/** Passes bytes on to a Redis. Of the next command with `word`, it passes on no answer, and cuts the connection. */
async function losingAnswers(port: number) {
  let word: string | undefined;
  const proxy = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    let isLost = false;
    client.on('data', (bytes) => {
      if (word !== undefined && bytes.includes(word)) {
        isLost = true;
        word = undefined;
      }
      redis.write(bytes);
    });
    redis.on('data', (bytes) => (isLost ? client.destroy() : client.write(bytes)));
    client.on('error', () => redis.destroy()).on('close', () => redis.destroy());
    redis.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  ends.push(() => proxy.close());
  return {
    url: `redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    loseNext(text: string) {
      word = text;
    },
    isWaiting: () => word !== undefined,
  };
}

it('a lease on Redis is held when its answer was lost and the command was sent again', async () => {
  const redis = await startRedis();
  ends.push(redis.stop);
  const proxy = await losingAnswers(redis.port);
  const { storage, close } = await openStorage(proxy.url, {});
  ends.push(close);
  const lease = createLease(storage);
  await (await lease.acquire('first', 1_000))?.();
  proxy.loseNext('leases:chat');
  const release = await lease.acquire('chat', 60_000);
  expect(proxy.isWaiting()).toBe(false);
  expect(release).toBeTypeOf('function');
  expect(await createLease(storage).acquire('chat', 60_000)).toBeUndefined();
  await release?.();
  expect(await lease.remaining('chat')).toBe(0);
});
