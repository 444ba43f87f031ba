import { once } from 'node:events';
import { get, type RequestListener } from 'node:http';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { ChatPicture } from 'chat-avatar/wawp';
import { createPictureGateway, toNodeHandler } from 'chat-avatar-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { FACE, faces, JOHN } from './gateways.fixture.js';
import { afterUrlencoded, mounts } from './nodeMounts.fixture.js';

/** The globals before a handler was created. */
const { Request: NativeRequest, Response: NativeResponse } = globalThis;

const BASE_PATH = '/api/chat-pictures';

const handler = () =>
  toNodeHandler(createPictureGateway({ source: faces(), authorize: () => true, basePath: BASE_PATH }));

let server: HttpServer;
afterEach(() => server.close());

async function start(listener: RequestListener) {
  server = await startHttpServer(listener);
  return `${server.origin}${BASE_PATH}`;
}

const refresh = (base: string, body: string, type = 'application/json') =>
  fetch(`${base}/pictures/refresh`, { method: 'POST', headers: { 'content-type': type }, body });

const body = JSON.stringify({ chatId: JOHN });

describe.each(Object.entries(mounts))('toNodeHandler in %s', (_, mount) => {
  it('serves pictures, images and refreshes', async () => {
    const base = await start(mount(BASE_PATH, handler()));
    const { pictures } = await (await fetch(`${base}/pictures?chatId=${JOHN}`)).json();
    const image = await fetch(new URL(pictures[0].picture.url, base));
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const refreshed = await refresh(base, body);
    expect([refreshed.status, (await refreshed.json()).chatId]).toEqual([200, JOHN]);
  });

  it('answers a body that is no JSON object with a problem', async () => {
    const base = await start(mount(BASE_PATH, handler()));
    const response = await refresh(base, '[]');
    expect([response.status, (await response.json()).code]).toEqual([400, 'bad-request']);
  });
});

it('leaves the global Request and Response alone', async () => {
  const base = await start(handler());
  await fetch(`${base}/pictures?chatId=${JOHN}`);
  expect([Request === NativeRequest, Response === NativeResponse]).toEqual([true, true]);
});

it('answers a form after express.urlencoded() with 415', async () => {
  const base = await start(afterUrlencoded(BASE_PATH, handler()));
  const response = await refresh(base, 'chatId=1', 'application/x-www-form-urlencoded');
  expect(response.status).toBe(415);
});

it.each([
  'a b',
  '1790000000000',
  '256.1.1.1',
  'app.test:99999',
  '[::1',
  'a@b',
  'a/b',
  '4/9j/01',
  '127.1/abc',
])('answers the Host %j, which is no host, with a problem, and does not ask about it', async (host) => {
  const authorize = vi.fn((request: Request) => new URL(request.url).host !== '');
  await start(toNodeHandler(createPictureGateway({ source: faces(), authorize, basePath: BASE_PATH })));
  const answer = await new Promise((resolve) => {
    const url = { port: server.port, host: '127.0.0.1', path: `${BASE_PATH}/pictures?chatId=${JOHN}` };
    get({ ...url, headers: { host } }, (response) => {
      resolve([response.statusCode, response.headers['content-type']]);
      response.resume();
    });
  });
  expect(answer).toEqual([400, 'application/problem+json']);
  expect(authorize).not.toHaveBeenCalled();
});

it('answers over HTTP/2, which has no Host header', async () => {
  const handle = handler() as unknown as Parameters<typeof createServer>[1];
  const http2 = createServer({}, handle);
  await once(http2.listen(0, '127.0.0.1'), 'listening');
  const session = connect(`http://127.0.0.1:${(http2.address() as AddressInfo).port}`);
  try {
    const request = session.request({ ':path': `${BASE_PATH}/pictures?chatId=${JOHN}` });
    const [headers] = await once(request, 'response');
    expect(headers[':status']).toBe(200);
  } finally {
    session.destroy();
    http2.close();
  }
});

it('stores the answer for a caller that has left', async () => {
  const answer = deferred<ChatPicture>();
  const asked = deferred<void>();
  const left = deferred<void>();
  const source = stubSource(() => {
    asked.resolve();
    return answer.promise;
  });
  const authorize = ({ signal }: Request) => {
    signal.addEventListener('abort', () => left.resolve());
    return true;
  };
  const gateway = createPictureGateway({ source, authorize, basePath: BASE_PATH });
  const base = await start(toNodeHandler(gateway));
  const leaving = new AbortController();
  const aborted = fetch(`${base}/pictures?chatId=${JOHN}`, { signal: leaving.signal });
  await asked.promise;
  leaving.abort();
  await expect(aborted).rejects.toThrow();
  await left.promise;
  answer.resolve(FACE);
  const { pictures } = await (await fetch(`${base}/pictures?chatId=${JOHN}`)).json();
  expect(pictures[0].picture.status).toBe('available');
  expect(source.calls).toHaveLength(1);
});

it('says that a body parser has read the body, and left nothing for the gateway', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const handle = handler();
  const base = await start(async (request, response) => {
    for await (const _ of request);
    handle(request, response);
  });
  const response = await refresh(base, body);
  expect([response.status, (await response.json()).code]).toEqual([500, 'internal-error']);
  expect(String(report.mock.calls[0]?.[1])).toMatch(/body parser.*Mount the gateway before/);
  report.mockRestore();
});
