import { setTimeout as delay } from 'node:timers/promises';
import { ChatPictureError, type PictureSource } from 'chat-avatar/wawp';
import type { Storage } from 'unstorage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../test/support/redis.js';
import { type S3Server, startS3 } from '../../../test/support/s3.js';
import { stubSource } from '../../../test/support/sources.js';
import { driverTraits } from '../../src/store/storage/driverTraits.js';
import { type OpenedStorage, openStorage } from '../../src/store/storage/open/openStorage.js';
import { FACE, gatewayOf, JOHN, MONA, numbers, only, SHOWN } from './gateways.fixture.js';

const DELETE_FAILURES = `for _, key in ipairs(redis.call('keys', '*failures:*')) do redis.call('del', key) end`;

let redis: RedisServer;
const opened: OpenedStorage[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  for (const { close } of opened) await close();
  await redis.stop();
});

/** Three gateways with a connection each, like three machines. */
async function threeOn(open: () => ReturnType<typeof openStorage>, options: object) {
  const gateways = [];
  for (let i = 0; i < 3; i += 1) {
    const store = await open();
    opened.push(store);
    gateways.push(gatewayOf({ storage: store.storage, ...options }));
  }
  return gateways;
}

const replicas = (database: number, source = stubSource(() => FACE), options: object = {}) =>
  threeOn(() => openStorage(`${redis.url}/${database}`), { source, ...options });

const replicasOn = ({ bucket, environment }: S3Server, source: PictureSource) =>
  threeOn(() => openStorage(`s3://${bucket}/faces`, environment), { source });

describe('three gateways on one bucket', () => {
  it('make one upstream call for 60 concurrent requests, and share the refresh cool-down and their secret', async () => {
    const server = await startS3();
    const source = stubSource(() => FACE);
    const gateways = await replicasOn(server, source);
    // Each process checks once whether the bucket enforces conditions, which a busy machine may not do within the time for a lease.
    for (const { get } of gateways) await get(MONA);
    const asked = Array.from({ length: 60 }, (_, i) => gateways[i % 3]?.get(JOHN));
    const answers = await Promise.all(asked.map((answer) => only(answer as Promise<Response>)));
    expect(answers.map(({ picture }) => picture)).toEqual(answers.map(() => SHOWN));
    expect(source.asked(JOHN)).toBe(1);
    expect(new Set(answers.map(({ picture }) => picture.url)).size).toBe(1);
    const [one, two] = gateways;
    expect((await one?.refresh(JOHN))?.status).toBe(200);
    expect((await two?.refresh(JOHN))?.status).toBe(429);
    expect(source.refreshes()).toBe(1);
    await server.stop();
  });

  it('make one upstream call when the first answers of the bucket take longer than a store call may', async () => {
    const isWarm = delay(3_000);
    const server = await startS3({ before: () => isWarm });
    const source = stubSource(() => FACE);
    const gateways = await replicasOn(server, source);
    const answers = await Promise.all(gateways.map(({ get }) => only(get(JOHN))));
    expect(answers.map(({ picture }) => picture)).toEqual(answers.map(() => SHOWN));
    expect(source.asked(JOHN)).toBe(1);
    await server.stop();
  });
});

describe('three gateways on one Redis', () => {
  it('share the failure of a chat until its pause is over, and a refresh that succeeds ends it', async () => {
    let isBroken = true;
    const source = stubSource(() =>
      isBroken ? new ChatPictureError('server-error', 'No.', { status: 500 }) : FACE,
    );
    const [one, two] = await replicas(7, source);
    expect((await only(one?.get(JOHN) as Promise<Response>)).error).toMatchObject({ code: 'server-error' });
    expect((await only(two?.get(JOHN) as Promise<Response>)).error).toMatchObject({
      code: 'server-error',
      detail: 'No.',
      status: 500,
      retryAfterMs: expect.any(Number),
    });
    expect(source.calls).toHaveLength(1);
    isBroken = false;
    expect((await two?.refresh(JOHN))?.status).toBe(200);
    expect((await only(one?.get(JOHN) as Promise<Response>)).picture).toEqual(SHOWN);
    expect(source.calls).toHaveLength(2);
  });

  it('share the pause after a refused token, and one of them sends the call after it', async () => {
    let time = 1_000_000;
    let works = false;
    const code = 'unauthorized';
    const source = stubSource(() => (works ? FACE : new ChatPictureError(code, 'No.')));
    const gateways = await replicas(8, source, { now: () => time });
    const chats = numbers(100);
    /** Each gateway is asked about a chat of its own, because failures of one chat are shared anyway. */
    const look = () => Promise.all(gateways.map(({ get }) => only(get(chats.pop() as string))));
    await look();
    expect(source.calls).toHaveLength(3);
    const { client } = driverTraits(opened.at(-1)?.storage as Storage).redis ?? expect.fail('No Redis.');

    // By their clocks, their own pauses are over, but not by that of Redis.
    time += 80_000;
    expect((await look()).map(({ error }) => error.code)).toEqual([code, code, code]);
    expect(source.calls).toHaveLength(3);

    // The pause of all is over.
    time += 10 * 60_000;
    await client.eval(DELETE_FAILURES, 0);
    expect((await look()).map(({ error }) => error.code)).toEqual([code, code, code]);
    expect(source.calls).toHaveLength(4);

    works = true;
    time += 10 * 60_000;
    await client.eval(DELETE_FAILURES, 0);
    expect((await look()).map(({ picture }) => picture?.status)).toEqual([
      'available',
      'available',
      'available',
    ]);
  });

  it('a gateway with a new token is not paused by the refusal of the others', async () => {
    const refused = stubSource(() => new ChatPictureError('unauthorized', 'No.'));
    const [old] = await replicas(9, refused);
    const [renewed] = await replicas(
      9,
      Object.assign(
        stubSource(() => FACE),
        { id: refused.id },
      ),
    );
    expect((await only(old?.get(JOHN) as Promise<Response>)).error.code).toBe('unauthorized');
    expect((await only(renewed?.get(MONA) as Promise<Response>)).picture).toEqual(SHOWN);
  });

  it('make one upstream call for 500 concurrent requests, and share their signing secret', async () => {
    const source = stubSource(() => FACE);
    const gateways = await replicas(0, source);
    const asked = Array.from({ length: 500 }, (_, i) => gateways[i % 3]?.get(JOHN));
    const urls = new Set<string>();
    for (const response of await Promise.all(asked)) {
      const { picture } = await only(response as Response);
      expect(picture).toEqual(SHOWN);
      urls.add(picture.url);
    }
    expect(source.calls).toHaveLength(1);
    // The secret is in the store, so each gateway serves the URLs of the others.
    expect(urls.size).toBe(1);
    for (const gateway of gateways) {
      for (const url of urls) expect((await gateway.at(url)).status).toBe(200);
    }
  });

  it('time out together when the source hangs', async () => {
    const source = stubSource(() => new Promise<never>(() => undefined));
    const gateways = await replicas(3, source, { timeoutMs: 1_500 });
    const answers = await Promise.all(gateways.map((gateway) => only(gateway.get(JOHN))));
    expect(answers.map(({ error }) => error.code)).toEqual(['timeout', 'timeout', 'timeout']);
    expect(source.calls).toHaveLength(1);
  });

  it('share the refresh cool-down', async () => {
    const source = stubSource(() => FACE);
    const [one, two, three] = await replicas(1, source);
    expect((await one?.refresh(JOHN))?.status).toBe(200);
    for (const gateway of [two, three]) {
      const response = await gateway?.refresh(JOHN);
      expect(response?.status).toBe(429);
      expect(await response?.json()).toMatchObject({ throttled: true, picture: SHOWN });
    }
    expect(source.refreshes()).toBe(1);
  });

  it('share one rate limit', async () => {
    const source = stubSource(() => FACE);
    const [one, two] = await replicas(2, source, { rateLimit: { limit: 1, windowMs: 60_000 } });
    expect((await only(one?.get(JOHN) as Promise<Response>)).picture).toEqual(SHOWN);
    const { error } = await only(two?.get(MONA) as Promise<Response>);
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(source.calls).toHaveLength(1);
  });

  it('continue from memory when Redis is gone', async () => {
    const server = await startRedis();
    const store = await openStorage(server.url);
    const source = stubSource(() => FACE);
    const gateway = gatewayOf({ source, storage: store.storage });
    const before = await only(gateway.get(JOHN));
    await server.stop();
    const after = await only(gateway.get(JOHN));
    expect(after.picture.url).toBe(before.picture.url);
    expect((await gateway.at(after.picture.url)).status).toBe(200);
    expect((await only(gateway.get(MONA))).picture).toEqual(SHOWN);
    expect(source.calls).toHaveLength(2);
    await store.close();
  });
});
