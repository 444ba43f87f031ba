import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createPictureGateway, type PictureGateway, toNodeHandler } from 'chat-avatar-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { faces, JOHN, MONA, ORIGIN, only, query } from '../gateways.fixture.js';

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Headers that node:http writes itself. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'transfer-encoding'];

let server: HttpServer;
let gateway: PictureGateway;
let image: string;
let pictures: string;

/** The answer over HTTP. `path` is sent as it is. */
async function send(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path, headers, method }, resolve).on('error', reject);
  });
  const kept = Object.entries(response.headers).filter(([name]) => !OWN_HEADERS.includes(name));
  const body = (await buffer(response)).toString('base64');
  return { status: response.statusCode, headers: Object.fromEntries(kept), body };
}

/** The answer of `fetch`. */
async function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  const response = await gateway.fetch(new Request(server.origin + path, { headers, method }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** A length is a matter of HTTP: `fetch` answers a text or a stream without one. */
const withoutLength = ({ headers, ...answer }: Answer): Answer => {
  const { 'content-length': _, ...others } = headers;
  return { ...answer, headers: others };
};

let asked = 0;
/** The same request in a spelling that only the router answers: a parameter that it ignores. */
const routed = (path: string) => {
  asked += 1;
  return `${path}&routed=${asked}`;
};

const etag = async () => String((await ask(image, { accept: 'image/webp' })).headers.etag);

describe.each([
  ['a gateway for its own pages', []],
  ['a gateway that allows another origin', [ORIGIN]],
])('%s', (_, allowedOrigins) => {
  beforeAll(async () => {
    // The clock stands still: the `max-age` of an image falls by a minute in the midst of a test otherwise.
    const time = Date.now();
    gateway = createPictureGateway({
      source: faces(),
      authorize: () => true,
      allowedOrigins,
      now: () => time,
    });
    server = await startHttpServer(toNodeHandler(gateway));
    pictures = `/pictures?${query([JOHN, MONA])}`;
    image = (await only(gateway.fetch(new Request(server.origin + pictures)))).picture.url;
    for (const accept of ['image/webp', 'image/jpeg', 'image/avif,image/webp']) {
      // Once for the signature and the bytes, and once over HTTP for the host.
      await ask(image, { accept });
      await send(image, { accept });
    }
    await send(pictures, {});
  });
  afterAll(() => server.close());

  const images: Record<string, () => Promise<[Record<string, string>, string?]>> = {
    WebP: async () => [{ accept: 'image/webp' }],
    'AVIF, preferred': async () => [{ accept: 'image/avif,image/webp' }],
    'JPEG without Accept': async () => [{}],
    HEAD: async () => [{ accept: 'image/webp' }, 'HEAD'],
    'If-None-Match with its ETag': async () => [{ accept: 'image/webp', 'if-none-match': await etag() }],
    'If-None-Match with a weak ETag in a list': async () => [
      { accept: 'image/webp', 'if-none-match': `"other", W/${await etag()}` },
    ],
    'If-None-Match of another image': async () => [{ accept: 'image/webp', 'if-none-match': '"other"' }],
    'If-None-Match: *, with HEAD': async () => [{ 'if-none-match': '*' }, 'HEAD'],
    'a page of the allowed origin': async () => [{ accept: 'image/webp', origin: ORIGIN }],
    'a page of another origin': async () => [{ accept: 'image/webp', origin: 'https://evil.example' }],
    POST: async () => [{}, 'POST'],
    OPTIONS: async () => [{ origin: ORIGIN, 'access-control-request-method': 'GET' }, 'OPTIONS'],
  };
  it.each(Object.entries(images))(
    'answers an image alike from memory and by the router: %s',
    async (_, of) => {
      const [headers, method] = await of();
      const reference = await ask(routed(image), headers, method);
      expect(withoutLength(await send(image, headers, method))).toEqual(withoutLength(reference));
      expect(await ask(image, headers, method)).toEqual(reference);
      const sent = await send(image, headers, method);
      if (reference.headers['content-length']) {
        expect(sent.headers['content-length']).toBe(reference.headers['content-length']);
      }
    },
  );

  const answers: Record<string, [Record<string, string>, string?]> = {
    JSON: [{}],
    'JSON, with Accept': [{ accept: 'application/json' }],
    NDJSON: [{ accept: 'application/x-ndjson, application/json;q=0.9' }],
    'a page of the same origin': [{ 'sec-fetch-site': 'same-origin' }],
    'a page of the allowed origin': [{ origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    'a page of another origin': [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    'a link on another site': [{ referer: 'https://evil.example/page' }],
    HEAD: [{}, 'HEAD'],
  };
  it.each(Object.entries(answers))(
    'answers pictures alike from memory and by the router: %s',
    async (_, of) => {
      const [headers, method] = of;
      const reference = withoutLength(await ask(routed(pictures), headers, method));
      expect(withoutLength(await send(pictures, headers, method))).toEqual(reference);
      expect(withoutLength(await ask(pictures, headers, method))).toEqual(reference);
    },
  );

  it('answers queries of other spellings like the router', async () => {
    for (const other of [
      `/pictures?${query([JOHN, JOHN])}`,
      `/pictures?chatId=${JOHN}`,
      `/pictures?chatId=${JOHN.replace('@', '%40').toUpperCase()}`,
      `/pictures?chatId=+${JOHN}`,
      `/pictures?chatId=${JOHN}&chatId=hello`,
      '/pictures?chatId=',
      '/pictures?',
    ]) {
      const reference = withoutLength(await ask(other.endsWith('?') ? `${other}r=1` : routed(other), {}));
      expect(withoutLength(await send(other, {})), other).toEqual(reference);
    }
  });
});
