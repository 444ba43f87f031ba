import { describe, expect, it } from 'vitest';
import { faces, gatewayOf, JOHN, ORIGIN, only } from './gateways.fixture.js';

const ALLOWED = 'https://inbox.example.org';
const EVIL = 'https://evil.example';

const FOREIGN: [string, Record<string, string>][] = [
  ['from another origin', { origin: EVIL }],
  ['from another origin, by a newer browser', { origin: EVIL, 'sec-fetch-site': 'cross-site' }],
  ['from a sibling', { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }],
  ['from another port', { origin: `${ORIGIN}:8443` }],
  ['from the same host without TLS', { origin: 'http://dashboard.example.com' }],
  ['from a sandbox', { origin: 'null' }],
  ['without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['with an origin that looks like an allowed one', { origin: `${ALLOWED}.evil.example` }],
];

describe('CSRF protection of GET /pictures', () => {
  it.each(FOREIGN)('refuses a request %s, without a call to the source', async (_, headers) => {
    const source = faces();
    const { at } = gatewayOf({ source, allowedOrigins: [ALLOWED] });
    const response = await at(`/pictures?chatId=${JOHN}`, { headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
    expect(source.calls).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['from its own page', { 'sec-fetch-site': 'same-origin' }],
    ['from the address bar', { 'sec-fetch-site': 'none' }],
    ['from an allowed page', { origin: ALLOWED, 'sec-fetch-site': 'cross-site' }],
    ['from a server', {}],
  ])('accepts a request %s', async (_, headers) => {
    const { at } = gatewayOf({ allowedOrigins: [ALLOWED] });
    expect((await at(`/pictures?chatId=${JOHN}`, { headers })).status).toBe(200);
  });

  it('does not apply to images with a signed URL', async () => {
    const { at, get } = gatewayOf();
    const { url } = (await only(get(JOHN))).picture;
    expect((await at(url, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
  });
});

describe('CSRF protection of POST /pictures/refresh', () => {
  it.each(FOREIGN)('refuses a refresh %s', async (_, headers) => {
    const source = faces();
    const response = await gatewayOf({ source, allowedOrigins: [ALLOWED] }).refresh(JOHN, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(source.calls).toEqual([]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    '',
  ])('refuses the content type %s, which a form can send, with 415', async (type) => {
    const source = faces();
    const response = await gatewayOf({ source }).refresh(JOHN, { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'unsupported-media-type' });
    expect(source.calls).toEqual([]);
  });
});

describe('POST /pictures/refresh', () => {
  it.each([
    ['from its own page', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
    ['from its own page, by an older browser', { origin: ORIGIN }],
    [
      'from its own page, behind a proxy',
      { origin: 'https://proxy.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['from an allowed page', { origin: ALLOWED, 'sec-fetch-site': 'cross-site' }],
    ['from a server', {}],
    ['with a charset', { 'content-type': 'application/json; charset=utf-8' }],
  ])('accepts a refresh %s', async (_, headers) => {
    const response = await gatewayOf({ allowedOrigins: [ALLOWED] }).refresh(JOHN, headers);
    expect(response.status).toBe(200);
  });

  it('accepts its own page behind a proxy that terminates TLS', async () => {
    const { fetch } = gatewayOf();
    const ask = (origin: string) =>
      fetch(
        new Request('http://dashboard.example.com/pictures/refresh', {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json' },
          body: JSON.stringify({ chatId: JOHN }),
        }),
      );
    expect((await ask(ORIGIN)).status).toBe(200);
    expect((await ask(EVIL)).status).toBe(403);
  });

  it.each([
    ['nothing', '', 400, 'bad-request'],
    ['no JSON', '{', 400, 'bad-request'],
    ['a list', '[]', 400, 'bad-request'],
    ['null', 'null', 400, 'bad-request'],
    ['no chat', '{}', 400, 'invalid-chat-id'],
    ['a number', '{"chatId":201234567890}', 400, 'invalid-chat-id'],
    ['a bare phone number', '{"chatId":"201234567890"}', 400, 'invalid-chat-id'],
    ['more than 4 KiB', JSON.stringify({ chatId: JOHN, more: 'x'.repeat(5000) }), 413, 'content-too-large'],
  ])('answers a body of %s with a problem document', async (_, body, status, code) => {
    const source = faces();
    const headers = { 'content-type': 'application/json' };
    const response = await gatewayOf({ source }).at('/pictures/refresh', { method: 'POST', headers, body });
    expect([response.status, (await response.json()).code]).toEqual([status, code]);
    expect(source.calls).toEqual([]);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-team',
    },
  });

  it('lets an allowed origin read responses, with credentials', async () => {
    // A preflight has no cookies, so authorize cannot allow it.
    const closed = gatewayOf({ allowedOrigins: [ALLOWED], authorize: () => false });
    const response = await closed.at('/pictures/refresh', preflight(ALLOWED));
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(ALLOWED);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('access-control-allow-headers')).toMatch(/content-type/);
    expect(response.headers.get('access-control-allow-methods')).toMatch(/POST/);

    const { at } = gatewayOf({ allowedOrigins: [ALLOWED] });
    const answers = [
      await at(`/pictures?chatId=${JOHN}`, { headers: { origin: ALLOWED } }),
      await at('/pictures', { headers: { origin: ALLOWED } }),
    ];
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe(ALLOWED);
      expect(headers.get('access-control-expose-headers')).toMatch(/retry-after/i);
      expect(headers.get('vary')).toContain('Origin');
    }
  });

  it('sends no CORS headers to other origins', async () => {
    const { at } = gatewayOf({ allowedOrigins: [ALLOWED] });
    const answers = [
      await at('/pictures/refresh', preflight(EVIL)),
      await at(`/pictures?chatId=${JOHN}`, { headers: { origin: EVIL } }),
    ];
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('vary')).toContain('Origin');
    }
  });
});
