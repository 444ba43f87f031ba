import { request as forward } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../../test/support/eventually.js';
import { type S3Options, type S3Server, startS3 } from '../../../../test/support/s3.js';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import { PictureStore } from '../../../src/store/PictureStore.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { ANNA, available } from '../pictures.fixture.js';

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function start(options?: S3Options): Promise<S3Server> {
  const server = await startS3(options);
  running.push(server.stop);
  return server;
}

/** One more machine on the bucket. */
async function machine(server: S3Server, scheme = 's3') {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_ENDPOINT_URL = '' } = server.environment;
  const google = {
    GCS_HMAC_ACCESS_ID: AWS_ACCESS_KEY_ID,
    GCS_HMAC_SECRET: AWS_SECRET_ACCESS_KEY,
    STORAGE_EMULATOR_HOST: AWS_ENDPOINT_URL,
  };
  const environment = scheme === 's3' ? server.environment : google;
  const { storage, close } = await openStorage(`${scheme}://${server.bucket}/faces`, environment);
  running.push(close);
  return { storage, lease: createLease(storage, { timeoutMs: 2_000 }) };
}

const isLease = (request: string) => request.includes('/.leases/') && !request.includes('/check-');
const writesOf = ({ requests }: S3Server) =>
  requests.filter((request) => /^PUT/.test(request) && isLease(request));

describe('a lease on a bucket', () => {
  it('of a machine that was killed is taken over by one of the others after its expiry', async () => {
    const server = await start();
    const killed = await machine(server);
    await killed.lease.acquire('x', 1_500, { outlivesProcess: true });
    const others = await Promise.all([1, 2, 3, 4].map(() => machine(server)));
    expect(await others[0]?.lease.acquire('x', 10_000)).toBeUndefined();
    await vi.waitFor(async () => expect(await others[0]?.lease.remaining('x')).toBe(0), EVENTUALLY);
    const had = await Promise.all(others.map(({ lease }) => lease.acquire('x', 10_000)));
    expect(had.filter((release) => release !== undefined)).toHaveLength(1);
  });

  it('is renewed while its holder lives, and leaves no object behind', async () => {
    const server = await start();
    const [one, other] = [await machine(server), await machine(server)];
    const release = await one.lease.acquire('long', 60_000);
    expect(await other.lease.remaining('long')).toBeLessThanOrEqual(11_000);
    await expect.poll(() => writesOf(server)).toHaveLength(2);
    expect(await other.lease.acquire('long', 60_000)).toBeUndefined();
    await release?.();
    const again = await other.lease.acquire('long', 60_000);
    expect(again).toBeDefined();
    await again?.();
    expect(await other.lease.remaining('long')).toBe(0);
    const removed = server.requests.filter((request) => /^DELETE/.test(request) && isLease(request));
    expect(removed).toHaveLength(2);
    // Leases are no values of the store.
    expect(await other.storage.getKeys()).toEqual([]);
  });

  it('costs one write and one removal, and its name holds no phone number', async () => {
    const server = await start();
    const { lease } = await machine(server);
    await (await lease.acquire('warm up', 10_000))?.();
    server.requests.length = 0;
    await (await lease.acquire(ANNA, 10_000))?.();
    expect(server.requests.map((request) => request.split(' ')[0])).toEqual(['PUT', 'DELETE']);
    expect(server.requests.join()).not.toContain('2012345');
  });

  it.each([
    ['S3 server that ignores conditions', 's3', { conditions: 'ignored' }],
    [
      'Google Cloud Storage with an HMAC key, which cannot sign conditions',
      'gs',
      { conditions: 'generation' },
    ],
  ] as const)('on an %s holds within the process, and is checked once', async (_, scheme, options) => {
    const server = await start(options);
    const { lease } = await machine(server, scheme);
    const had = await Promise.all([1, 2, 3].map(() => lease.acquire('x', 10_000)));
    const [release, ...others] = had.filter((acquired) => acquired !== undefined);
    expect(others).toEqual([]);
    await release?.();
    expect(await lease.acquire('x', 10_000)).toBeDefined();
    expect(writesOf(server)).toEqual([]);
    expect(server.requests.filter((request) => /^PUT .*\/check-/.test(request)).length).toBeLessThanOrEqual(
      3,
    );
  });

  it('costs a later process two requests to check that the server enforces conditions', async () => {
    const server = await start();
    const first = await machine(server);
    await (await first.lease.acquire('x', 10_000))?.();
    const later = await machine(server);
    server.requests.length = 0;
    await (await later.lease.acquire('x', 10_000))?.();
    expect(server.requests.map((request) => request.split(' ')[0])).toEqual(['PUT', 'PUT', 'PUT', 'DELETE']);
    expect(await later.storage.getKeys()).toEqual([]);
  });

  it('holds within the process after the bucket has moved to a server that ignores conditions', async () => {
    const server = await start();
    await (await (await machine(server)).lease.acquire('x', 10_000))?.();
    server.ignoreConditions();
    const { lease } = await machine(server);
    server.requests.length = 0;
    const release = await lease.acquire('x', 10_000);
    expect(writesOf(server)).toEqual([]);
    expect(await lease.acquire('x', 10_000)).toBeUndefined();
    await release?.();
  });

  it('rejects while the bucket cannot be reached, which is no sign of a server without conditions', async () => {
    const server = await start();
    const { lease } = await machine(server);
    await server.stop();
    running.shift();
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await expect(lease.acquire('x', 10_000)).rejects.toMatchObject({ code: 'unreachable' });
    }
  });

  it('forget waits until another machine has stored the chat, and erases it', async () => {
    const server = await start();
    const [one, other] = [await machine(server), await machine(server)];
    const release = await one.lease.acquire(ANNA, 45_000);
    const forgetting = new PictureStore(other.storage).forget(ANNA, { block: true });
    const { record, bytes } = available();
    await new PictureStore(one.storage).put(ANNA, record, bytes);
    await release?.();
    expect((await forgetting).keys.length).toBeGreaterThan(1);
    expect(await new PictureStore(other.storage).get(ANNA)).toMatchObject({ blocked: true });
  });
});

it.each(['ExpiredToken', 'InvalidToken', 'RequestTimeout'])(
  'the answer 400 %s to the first check does not say that a bucket has no conditional writes',
  async (code) => {
    const server = await start();
    let isRefused = true;
    const { port, close } = await startHttpServer((request, response) => {
      if (isRefused) {
        request.resume();
        response.writeHead(400, { 'content-type': 'application/xml' });
        response.end(`<Error><Code>${code}</Code></Error>`);
        return;
      }
      const { method, url, headers } = request;
      const { hostname, port } = new URL(server.endpoint);
      const target = forward({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(target);
    });
    running.push(close);
    const environment = { ...server.environment, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const opened = await openStorage(`s3://${server.bucket}`, environment);
    running.push(opened.close);
    const lease = createLease(opened.storage, { timeoutMs: 2_000 });
    await expect(lease.acquire('x', 10_000)).rejects.toThrow(code);
    isRefused = false;
    const release = await lease.acquire('x', 10_000);
    expect(writesOf(server)).toHaveLength(1);
    await release?.();
  },
);
