import type { RequestListener } from 'node:http';
import { parseChatId } from 'chat-avatar/wawp';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { nextRecord } from '../../../src/store/nextRecord.js';
import { PictureStore } from '../../../src/store/PictureStore.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const CHAT = parseChatId('201000000004@c.us');
const PAGE = '<h1>Sign in to this network</h1>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** A store whose bucket is at a server that answers as `listener` does. */
async function storeAt(listener: RequestListener): Promise<PictureStore> {
  const { port, close } = await startHttpServer(listener);
  stops.push(close);
  const opened = await openStorage('s3://pictures', {
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
  stops.push(opened.close);
  return new PictureStore(opened.storage, {
    onProblem: ({ kind }) => onTestFinished(() => expect.unreachable(kind)),
  });
}

it.each([
  [404, '<h1>Not found</h1>', 'no-bucket', 'NoSuchBucket'],
  [404, '', 'no-bucket', 'NoSuchBucket'],
  [200, PAGE, 'failed', 'InvalidResponse'],
  [200, '', 'failed', 'InvalidResponse'],
  [200, '{"items":[]}', 'failed', 'InvalidResponse'],
])(
  'a bucket whose endpoint answers %i %j is an error, and not an empty store',
  async (status, body, code, shown) => {
    const store = await storeAt((_request, response) => response.writeHead(status).end(body));
    await expect(store.collectGarbage()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(shown),
    });
  },
);

it('an error without an end is told by its status', async () => {
  const store = await storeAt((request, response) => {
    response.writeHead(403);
    // Node ignores a body here, and always takes more of it.
    if (request.method === 'HEAD') return response.end();
    const write = () => {
      while (response.write('<'.repeat(10_000)));
    };
    response.on('drain', write);
    write();
  });
  await expect(store.collectGarbage()).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('AccessDenied'),
  });
});

it('a collection that cannot read the store asks for nothing else', async () => {
  const requests: unknown[] = [];
  const store = await storeAt(({ method }, response) => {
    requests.push(method);
    response.writeHead(403).end();
  });
  await expect(store.collectGarbage()).rejects.toMatchObject({ code: 'refused' });
  expect(requests).toEqual(['GET']);
});

describe('the page of another program is an error of the bucket, and no answer about a value', () => {
  const calls = {
    'reads a record': (store: PictureStore) => store.get(CHAT),
    'reads a picture': (store: PictureStore) => store.getImage('a'.repeat(64)),
    'looks for a picture': (store: PictureStore) => store.hasImage('a'.repeat(64)),
    'writes a record': (store: PictureStore) =>
      store.put(CHAT, nextRecord(undefined, { status: 'none', reason: 'empty' }, { now: 1 })),
    'erases a chat': (store: PictureStore) => store.forget(CHAT),
  };
  const answers = [
    [200, HTML, 'failed', 'InvalidResponse'],
    [302, { location: 'http://127.0.0.1:1/sign-in' }, 'failed', 'InvalidResponse'],
    [301, { ...HTML, location: 'https://127.0.0.1:1/' }, 'failed', 'InvalidResponse'],
    [403, HTML, 'failed', 'InvalidResponse'],
    [404, HTML, 'failed', 'InvalidResponse'],
    [503, HTML, 'unreachable', 'ProxyError'],
    [502, {}, 'unreachable', 'ProxyError'],
    [504, {}, 'unreachable', 'ProxyError'],
  ] as const;

  describe.each(answers)('%i %j', (status, headers, code, shown) => {
    it.each(Object.entries(calls))('%s', async (_, call) => {
      const store = await storeAt((_request, response) => response.writeHead(status, headers).end(PAGE));
      await expect(call(store)).rejects.toMatchObject({ code, message: expect.stringContaining(shown) });
    });
  });
});

it('a write that the endpoint confirms without a version of the object is not stored', async () => {
  const store = await storeAt((request, response) =>
    response
      .writeHead(request.method === 'GET' ? 404 : 200, { 'content-type': 'application/json' })
      .end(request.method === 'GET' ? '' : '{}'),
  );
  const record = nextRecord(undefined, { status: 'none', reason: 'empty' }, { now: 1 });
  await expect(store.put(CHAT, record)).rejects.toMatchObject({ code: 'failed' });
});
