import { beforeEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { failure, line, NDJSON, noPictures, numbers, type sourceOf } from './gatewaySources.js';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
const error = vi.spyOn(console, 'error').mockImplementation(() => {});
const warnings = () => warn.mock.calls.map(([text]) => String(text));

/** The module remembers its logged sentences, so each test imports a new one. */
async function freshSource(...args: Parameters<typeof sourceOf>) {
  vi.resetModules();
  const fresh = await import('chat-avatar');
  const [answer, options] = args;
  let calls = 0;
  return fresh.createGatewaySource({
    baseUrl: 'https://dashboard.example.com/api/chat-pictures',
    fetch: async (input, init) => {
      calls += 1;
      return answer(new Request(input, init), calls);
    },
    ...options,
  });
}

beforeEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  warn.mockClear();
  error.mockClear();
});

const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/problem+json' };
const item = (code: string) =>
  line({ chatId: JOHN, error: { code, detail: `201234567890 ${code}`, status: 401 } });

describe('in development, a warning says once', () => {
  it.each<[string, RegExp, () => Response]>([
    ['401', /answered 401\. Its authorize\(\) refused/, () => new Response(null, { status: 401 })],
    [
      '403 of the gateway itself',
      /answered 403\. Its authorize\(\) refused/,
      () => new Response('{"code":"forbidden","detail":"No."}', { status: 403, headers: json }),
    ],
    [
      '401 of a back end with its own words',
      /answered 401\. Its authorize\(\) refused/,
      () => new Response('{"code":"unauthorized","detail":"+201234567890"}', { status: 401, headers: json }),
    ],
    [
      '404 HTML',
      /answered 404\. Check that baseUrl is where createPictureGateway is mounted/,
      () => new Response('<h1>Cannot GET</h1>', { status: 404, headers: html }),
    ],
    [
      'a sign-in page',
      /sent text\/html instead of JSON\. .*sign-in page/,
      () => new Response('<form>', { headers: html }),
    ],
    [
      'a redirect',
      /sent a redirect\. .*sign-in page/,
      () => new Response(null, { status: 302, headers: { location: '/login' } }),
    ],
    [
      'an answer without the chat',
      /sent no entry for this chat/,
      () => new Response('', { headers: NDJSON }),
    ],
    [
      "Wawp's refusal of the gateway's token",
      /Wawp refused its credentials\. Check WAWP_INSTANCE_ID/,
      () => new Response(item('unauthorized'), { headers: NDJSON }),
    ],
    [
      'a session that is not ready',
      /session is not ready\. .*QR code/,
      () => new Response(item('session-not-ready'), { headers: NDJSON }),
    ],
  ])('%s', async (_, sentence, answer) => {
    const source = await freshSource(answer);
    for (let i = 0; i < 3; i += 1) await failure(source.getChatPicture(JOHN));
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
    expect(warnings()[0]).toMatch(/^chat-avatar: /);
    expect(warnings()[0]).not.toContain('201234567890');
    expect(error).not.toHaveBeenCalled();
  });

  it('a gateway that cannot be reached, but not while offline', async () => {
    const unreachable = await freshSource(() => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('navigator', { onLine: false });
    await failure(unreachable.getChatPicture(JOHN));
    expect(warnings()).toEqual([]);
    vi.stubGlobal('navigator', { onLine: true });
    await failure(unreachable.getChatPicture(JOHN));
    expect(warnings()).toEqual([
      expect.stringMatching(
        /gateway at https:\/\/dashboard\.example\.com\/api\/chat-pictures failed\. .*allowedOrigins/,
      ),
    ]);
  });

  it('a silent gateway', async () => {
    const source = await freshSource(() => new Promise(() => {}), { timeoutMs: 20 });
    await failure(source.getChatPicture(JOHN));
    expect(warnings()).toEqual([expect.stringMatching(/sent nothing for 20 ms\. Check that it runs/)]);
  });

  it('headers() that throws', async () => {
    const source = await freshSource(noPictures, { headers: () => Promise.reject(new Error('signed out')) });
    await failure(source.getChatPicture(JOHN));
    expect(warnings()).toEqual([expect.stringMatching(/headers\(\) of createGatewaySource failed/)]);
  });

  it.each<[string, Parameters<typeof sourceOf>[1]]>([
    ["Wawp's own address as baseUrl", { baseUrl: 'https://api.wawp.net/v2/chats' }],
    ['the access token in headers', { headers: { 'access-token': 's3cret' } }],
    ['the access token in headers()', { headers: () => ({ access_token: 's3cret' }) }],
    ['the access token as an option', { accessToken: 's3cret' } as object],
    ['the instance id in headers', { headers: new Headers({ instance_id: 's3cret' }) }],
  ])('%s', async (_, options) => {
    const source = await freshSource(noPictures, options);
    await source.getChatPicture(JOHN);
    await source.getChatPicture(JOHN);
    expect(warnings()).toEqual([expect.stringMatching(/every visitor can read/)]);
    expect(warnings()[0]).not.toContain('s3cret');
  });
});

describe('in development, a warning says once that', () => {
  it.each<[string, RegExp, object]>([
    ['baseUrl holds "undefined"', /holds the text "undefined"/, { baseUrl: 'https://undefined/api' }],
    ['its path holds it', /holds the text "undefined"/, { baseUrl: '/undefined/pictures' }],
    [
      'baseUrl is relative to the path',
      /relative to the path of the page.*Begin it with/,
      { baseUrl: 'api' },
    ],
    ['an option is unknown', /takes no timeout\. Its options are baseUrl, id, headers/, { timeout: 5 }],
    ['credentials are not valid', /credentials of createGatewaySource is not valid/, { credentials: true }],
    [
      'a header is not known yet',
      /header "authorization".*ends with the text "undefined"/,
      { headers: { authorization: `Bearer ${undefined}` } },
    ],
  ])('%s', async (_, sentence, options) => {
    const fetch = () => Promise.resolve(noPictures(new Request(`https://example.com/?chatId=${JOHN}`)));
    const source = await freshSource(noPictures, { fetch, ...options });
    await source.getChatPicture(JOHN).catch(() => {});
    await source.getChatPicture(JOHN).catch(() => {});
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
  });

  it('a page of https: asks a gateway of http:, but not of this machine', async () => {
    vi.stubGlobal('location', new URL('https://dashboard.example.com/inbox'));
    await freshSource(noPictures, { baseUrl: 'http://localhost:4000/api' });
    expect(warnings()).toEqual([]);
    await freshSource(noPictures, { baseUrl: 'http://gateway.example.com/api' });
    expect(warnings()).toEqual([expect.stringMatching(/begins with http: in a page of https:/)]);
  });
});

describe('no warning', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    [
      'for a picture or none',
      () => new Response(line({ chatId: JOHN, picture: { status: 'restricted' } }), { headers: NDJSON }),
    ],
    ['for a 503 that passes by itself', () => new Response(null, { status: 503 })],
    ['for a rate limit', () => new Response(null, { status: 429 })],
    [
      'for an unknown chat id',
      () =>
        new Response('{"code":"invalid-chat-id","detail":"201234567890"}', { status: 400, headers: json }),
    ],
    ['for a timeout behind the gateway', () => new Response(item('timeout'), { headers: NDJSON })],
  ])('%s', async (_, answer) => {
    const source = await freshSource(answer);
    await failure(source.getChatPicture(JOHN));
    expect(warnings()).toEqual([]);
  });

  it("for an aborted request, nor for the user's own token in headers", async () => {
    const source = await freshSource(() => new Promise(() => {}), { headers: { authorization: 'Bearer x' } });
    const controller = new AbortController();
    const aborted = failure(source.getChatPicture(JOHN, { signal: controller.signal }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await aborted;
    expect(warnings()).toEqual([]);
  });

  it('in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const source = await freshSource(() => new Response(null, { status: 401 }), {
      headers: { 'access-token': 'x' },
    });
    await failure(source.getChatPicture(JOHN));
    expect(warnings()).toEqual([]);
  });
});

describe('a relative baseUrl on a server', () => {
  it.each(['development', 'production'])('is logged as an error, once, in %s', async (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    const source = await freshSource(noPictures, { baseUrl: '/api/chat-pictures', fetch: undefined });
    const asked = numbers(60).map((id) => failure(source.getChatPicture(id)));
    for (const reason of await Promise.all(asked)) {
      expect(reason).toMatchObject({ code: 'network', retryable: false });
    }
    expect(error.mock.calls).toEqual([
      [
        expect.stringMatching(
          /"\/api\/chat-pictures" is relative, .*Give createGatewaySource an absolute baseUrl/,
        ),
      ],
    ]);
    expect(warnings()).toEqual([]);
  });
});
