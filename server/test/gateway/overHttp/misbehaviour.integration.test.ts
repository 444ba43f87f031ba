import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../../test/support/photographs.js';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { DAY, JOHN, json, type Misbehave, NOON, SECRET, startBackEnd, TOKEN } from './backEnd.fixture.js';

let photo: Buffer;
let bomb: Buffer;
beforeAll(async () => {
  photo = await photograph(96);
  const create = { width: 9_000, height: 9_000, channels: 3 as const, background: '#369' };
  bomb = await sharp({ create, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
});

const STOPPED = {
  message: 'Session status is not as expected. Try again later or restart the session',
  status: 'STOPPED',
};

/** The fault, its answer, its error code, and whether the error is retryable. */
const WAWPS: [string, Misbehave, string, boolean][] = [
  [
    'refuses the token',
    json(401, { message: `Invalid or Missing Access Token ${TOKEN}` }),
    'unauthorized',
    false,
  ],
  ['has a stopped session', json(422, STOPPED), 'session-not-ready', false],
  ['is rate-limiting', json(429, { message: 'rate-overlimit' }), 'rate-limited', true],
  ['is rate-limiting, with Retry-After', json(429, {}, { 'retry-after': '30' }), 'rate-limited', true],
  ['answers 500', json(500, { message: 'Internal server error' }), 'server-error', true],
  [
    'answers 503 with HTML',
    (response) => response.writeHead(503).end('<html>nginx</html>'),
    'server-error',
    true,
  ],
  [
    'answers with a web page',
    (response) => response.end('<!doctype html><title>Sign in</title>'),
    'invalid-response',
    false,
  ],
  [
    'answers half of its JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"url":"htt'),
    'invalid-response',
    false,
  ],
  ['breaks off', (response) => void response.destroy(), 'network', true],
  [
    'redirects',
    (response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    'invalid-response',
    false,
  ],
  ['never answers', () => undefined, 'timeout', true],
  ['never finishes its answer', (response) => void response.write('{"url":'), 'timeout', true],
];

const CDNS: [string, Misbehave, string][] = [
  ['answers 404', (response) => response.writeHead(404).end(), 'server-error'],
  ['answers 403', (response) => response.writeHead(403).end('URL signature expired'), 'server-error'],
  ['is down', (response) => response.writeHead(503).end(), 'server-error'],
  ['breaks off', (response) => void response.destroy(), 'network'],
  ['sends half', (response) => response.end(photo.subarray(0, photo.byteLength / 2)), 'invalid-response'],
  [
    'sends a page as a JPEG',
    (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>'),
    'invalid-response',
  ],
  [
    'sends an SVG as a PNG',
    (response) =>
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'invalid-response',
  ],
  ['sends 81 megapixels', (response) => response.end(bomb), 'invalid-response'],
  [
    'sends 6 MB',
    (response) => response.end(Buffer.concat([photo, Buffer.alloc(6_000_000)])),
    'invalid-response',
  ],
  [
    'sends 50 MB in 50 kB',
    (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    'invalid-response',
  ],
  [
    'redirects to the metadata address of the cloud',
    (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    'invalid-response',
  ],
  [
    'redirects in a loop',
    (response, path) => response.writeHead(302, { location: path }).end(),
    'invalid-response',
  ],
  ['never answers', () => undefined, 'timeout'],
  ['stops after one byte', (response) => void response.write(photo.subarray(0, 1)), 'timeout'],
];

/** Only a service that never answers has to be waited for. The pictures before it need their time on a busy machine. */
const impatient = (code: string) => (code === 'timeout' ? { timeoutMs: 2_500 } : {});

describe.each(WAWPS)('a Wawp that %s', (_, answer, code, retryable) => {
  it('leaves stored pictures available, and is its own error for the others', async () => {
    const backEnd = await startBackEnd(photo, impatient(code));
    const before = await backEnd.source.getChatPicture(JOHN);
    expect(before).toMatchObject({ status: 'available', asOf: NOON });
    backEnd.wawpAnswers(answer);
    backEnd.pass(DAY);

    const { item, headers, text } = await backEnd.look();
    expect(item.picture).toMatchObject({ status: 'available', stale: true, asOf: NOON });
    expect(headers.get('warning')).toMatch(/^110 /);
    const image = await fetch(new URL(item.picture?.url ?? '', backEnd.origin));
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

    const other = await backEnd.source.getChatPicture('201111111111@c.us').catch((error: unknown) => error);
    expect(other).toMatchObject({ code, retryable });
    const told =
      text + JSON.stringify(other) + String(other) + (await backEnd.look('201111111111@c.us')).text;
    for (const secret of [TOKEN, SECRET, backEnd.wawp.origin, backEnd.cdn.origin])
      expect(told).not.toContain(secret);
  });
});

describe.each(CDNS)('a CDN that %s', (_, answer, code) => {
  it('is an error for that chat only', async () => {
    const backEnd = await startBackEnd(photo, impatient(code));
    backEnd.cdnAnswers((response, path) => {
      if (path.startsWith(`/${JOHN}`)) answer(response, path);
      else response.end(photo);
    });
    const { item, text } = await backEnd.look();
    expect(item.error?.code).toBe(code);
    expect(text).not.toContain(SECRET);
    await expect(backEnd.source.getChatPicture('201111111111@c.us')).resolves.toMatchObject({
      status: 'available',
    });
  });
});

describe('the store', () => {
  const onRedis = ({ url }: RedisServer) => {
    const driver = redisDriver({ url, maxRetriesPerRequest: 1, retryStrategy: () => 50 });
    driver.getInstance?.().on('error', () => undefined);
    return createStorage({ driver });
  };

  it.each(['stop', 'hang'] as const)(
    'when it is gone (%s), and Wawp and the CDN too, recent pictures are served',
    async (how) => {
      const redis = await startRedis();
      const storage = onRedis(redis);
      const backEnd = await startBackEnd(photo, { storage });
      const before = await backEnd.source.getChatPicture(JOHN);
      await redis[how]();
      expect(await backEnd.source.getChatPicture(JOHN)).toEqual(before);
      await expect(backEnd.source.getChatPicture('201111111111@c.us')).resolves.toMatchObject({
        status: 'available',
      });

      backEnd.wawpAnswers((response) => response.destroy());
      backEnd.cdnAnswers((response) => response.destroy());
      backEnd.pass(DAY);
      const { item, headers } = await backEnd.look();
      expect(item.picture).toMatchObject({ status: 'available', stale: true });
      expect(headers.get('warning')).toMatch(/^110 /);
      await expect(backEnd.source.getChatPicture('201222222222@c.us')).rejects.toMatchObject({
        code: 'network',
      });
      await redis.stop();
      await storage.dispose();
    },
  );

  it('ignores damaged or foreign records', async () => {
    const storage = createStorage();
    for (const value of ['', '{', 'null', '[]', '{"v":2}', JSON.stringify({ v: 1, status: 'available' })]) {
      await storage.setItemRaw(`chats:${JOHN}`, value);
      const backEnd = await startBackEnd(photo, { storage });
      await expect(backEnd.source.getChatPicture(JOHN)).resolves.toMatchObject({ status: 'available' });
      expect(backEnd.wawp.requests).toHaveLength(1);
    }
  });
});
