import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../../test/support/photographs.js';
import { type BackEnd, DAY, JOHN, startBackEnd } from './backEnd.fixture.js';

let photo: Buffer;
beforeAll(async () => {
  photo = await photograph(96);
});

const ask = (ids: string[]) => `/pictures?${ids.map((id) => `chatId=${encodeURIComponent(id)}`).join('&')}`;
const refresh = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json', ...headers },
});
const HASH = 'a'.repeat(64);
const many = Array.from({ length: 101 }, (_, i) => `${20_100_000_000 + i}@c.us`);

const CASES: [string, string, RequestInit, number, string][] = [
  ...[
    '',
    ' ',
    '201234567890',
    '@c.us',
    `${JOHN}\n`,
    'x'.repeat(2_000),
    '../../etc/passwd',
    '__proto__',
    '1@c.us@g.us',
    '💥@c.us',
  ].map((id): [string, string, RequestInit, number, string] => [
    `the id ${JSON.stringify(id.slice(0, 20))}`,
    ask([id]),
    {},
    400,
    'invalid-chat-id',
  ]),
  ...[
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%5c..%5cwindows',
    '%252e%252e%252f',
    '%00',
    '%E0%A4%A',
    '....//etc',
  ].map((path): [string, string, RequestInit, number, string] => [
    `the path ${path}`,
    `/images/${path}`,
    {},
    404,
    'not-found',
  ]),
  ['no id at all', '/pictures', {}, 400, 'bad-request'],
  ['101 ids', ask(many), {}, 400, 'bad-request'],
  ['a width that is not offered', `/images/${HASH}?w=81`, {}, 400, 'bad-request'],
  ['a width below nothing', `/images/${HASH}?w=-80`, {}, 400, 'bad-request'],
  ['a width of 1e9', `/images/${HASH}?w=1e9`, {}, 400, 'bad-request'],
  [
    'a forged signature',
    `/images/${HASH}?w=80&exp=9999999999&sig=AAAAAAAAAAAAAAAAAAAAAA`,
    {},
    403,
    'invalid-signature',
  ],
  [
    'a signature without an expiry',
    `/images/${HASH}?w=80&sig=AAAAAAAAAAAAAAAAAAAAAA`,
    {},
    403,
    'invalid-signature',
  ],
  [
    'a request from a page of another origin',
    ask([JOHN]),
    { headers: { origin: 'https://evil.example' } },
    403,
    'forbidden',
  ],
  [
    'a refresh from a page of another origin',
    '/pictures/refresh',
    refresh(`{"chatId":"${JOHN}"}`, { origin: 'https://evil.example' }),
    403,
    'forbidden',
  ],
  [
    'a request from a page of another site',
    ask([JOHN]),
    { headers: { 'sec-fetch-site': 'cross-site' } },
    403,
    'forbidden',
  ],
  [
    'a refresh that is a form',
    '/pictures/refresh',
    { method: 'POST', body: new URLSearchParams({ chatId: JOHN }) },
    415,
    'unsupported-media-type',
  ],
  ['a refresh of 1 MB', '/pictures/refresh', refresh('x'.repeat(1_000_000)), 413, 'content-too-large'],
  ['a refresh that is no JSON', '/pictures/refresh', refresh('{'), 400, 'bad-request'],
  ['a refresh of everything', '/pictures/refresh', refresh('{"chatId":["a","b"]}'), 400, 'invalid-chat-id'],
  ['a refresh by GET', '/pictures/refresh', {}, 405, 'method-not-allowed'],
  ['DELETE', ask([JOHN]), { method: 'DELETE' }, 405, 'method-not-allowed'],
  ['another path', '/wp-login.php', {}, 404, 'not-found'],
];

async function expectProblem(response: Response, status: number, code: string) {
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([
    status,
    'application/problem+json',
  ]);
  expect(JSON.parse(text)).toMatchObject({
    status,
    code,
    title: expect.any(String),
    detail: expect.any(String),
  });
  // No stack trace.
  expect(text).not.toMatch(/\bat .*:\d+:\d+/);
}

async function expectNothingAsked({ wawp, cdn }: BackEnd) {
  expect([wawp.requests, cdn.requests]).toEqual([[], []]);
}

describe('invalid input is a problem document, and causes no upstream request', () => {
  it.each(CASES)('%s', async (_, path, init, status, code) => {
    const backEnd = await startBackEnd(photo);
    await expectProblem(await fetch(backEnd.origin + path, init), status, code);
    await expectNothingAsked(backEnd);
  });

  it('requests that authorize refuses', async () => {
    const backEnd = await startBackEnd(photo, {
      authorize: ({ headers }) => headers.get('authorization') === 'Bearer right',
    });
    for (const authorization of ['', 'Bearer wrong', 'Bearer right2']) {
      const init = { headers: { authorization } };
      await expectProblem(await fetch(backEnd.origin + ask([JOHN]), init), 403, 'forbidden');
      await expectProblem(await fetch(`${backEnd.origin}/images/${HASH}?w=80`, init), 403, 'forbidden');
      await expectProblem(
        await fetch(`${backEnd.origin}/pictures/refresh`, refresh('{}', init.headers)),
        403,
        'forbidden',
      );
    }
    await expectNothingAsked(backEnd);
  });

  it('a signed URL that was altered or has expired', async () => {
    const backEnd = await startBackEnd(photo);
    const { item } = await backEnd.look();
    const url = new URL(item.picture?.url ?? '', backEnd.origin);
    expect((await fetch(url)).status).toBe(200);
    for (const [name, value] of [
      ['w', '80'],
      ['exp', '9999999999'],
      ['sig', 'A'.repeat(22)],
    ] as const) {
      const altered = new URL(url);
      altered.searchParams.set(name, value);
      await expectProblem(await fetch(altered), 403, 'invalid-signature');
    }
    backEnd.pass(3 * DAY);
    await expectProblem(await fetch(url), 403, 'expired-url');
    expect(backEnd.cdn.requests).toHaveLength(1);
  });
});
