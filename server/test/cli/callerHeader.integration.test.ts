import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import type { PictureSource } from 'chat-avatar/wawp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { prepareServe, started } from './serve.fixture.js';

let folder: string;

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(() => rm(folder, { recursive: true }));

const { run, account } = prepareServe();
const SECRET = 'a-secret-for-callers';
const BEARER = { authorization: `Bearer ${SECRET}` };
const COOKIE = { cookie: `chat-avatar-secret=${SECRET}` };

let wawp: HttpServer;

beforeAll(async () => {
  wawp = await startHttpServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"url":null}');
  });
});
afterAll(() => wawp.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callers-'));
});

/** The rate limit is 600 requests in a minute, and 150 for one caller. */
const gateway = (environment: Record<string, string>, ...args: string[]) =>
  started(
    run(
      { ...account(), WAWP_BASE_URL: wawp.origin, ...environment },
      '--store',
      join(folder, 'store'),
      ...args,
    ),
  );

/** The numbers of answers and of refusals of so many cold chats. `first` keeps the chats of two callers apart. */
async function ask(baseUrl: string, first: number, count: number, headersOf: (index: number) => object) {
  // A source sends many chats in one request.
  const sources = new Map<string, PictureSource>();
  const asked = Array.from({ length: count }, (_, index) => {
    const headers = { ...headersOf(index) };
    const key = JSON.stringify(headers);
    const source = sources.get(key) ?? createGatewaySource({ baseUrl, headers });
    sources.set(key, source);
    return source.getChatPicture(`${first + index}@c.us`).then(
      ({ status }) => status,
      ({ code }: { code: string }) => code,
    );
  });
  const answers = await Promise.all(asked);
  const countOf = (answer: string) => answers.filter((one) => one === answer).length;
  return { answered: countOf('none'), refused: countOf('rate-limited') };
}

const A = 201100000000;
const B = 201200000000;

it.each<[string, string[], (user: string) => object]>([
  ['sent with the secret', [], (user) => ({ ...BEARER, 'x-user': user })],
  ['of a trusted proxy', ['--trust-proxy'], (user) => ({ ...COOKIE, 'x-user': user })],
  [
    'that a trusted proxy adds to a spoofed one',
    ['--trust-proxy'],
    (user) => ({ ...COOKIE, 'x-user': `x, ${user}` }),
  ],
])('--caller-header %s: one agent leaves the requests of the others', async (_, args, headersOf) => {
  const baseUrl = await gateway({ CHAT_AVATAR_SECRET: SECRET }, '--caller-header', 'X-User', ...args);
  expect(await ask(baseUrl, A, 160, () => headersOf('agent-a'))).toEqual({ answered: 150, refused: 10 });
  expect(await ask(baseUrl, B, 20, () => headersOf('agent-b'))).toEqual({ answered: 20, refused: 0 });
});

it.each<[string, string[], (index: number) => object]>([
  [
    'from a browser with the secret in a cookie',
    [],
    (index) => ({ ...COOKIE, 'x-user': `spoofed-${index}` }),
  ],
  [
    'before that of a trusted proxy',
    ['--trust-proxy'],
    (index) => ({ ...COOKIE, 'x-user': `spoofed-${index}, a` }),
  ],
  ['that is left out', ['--trust-proxy'], () => COOKIE],
])('--caller-header: a spoofed header %s gains nothing', async (_, args, headersOf) => {
  const baseUrl = await gateway({ CHAT_AVATAR_SECRET: SECRET }, '--caller-header', 'X-User', ...args);
  expect(await ask(baseUrl, A, 160, headersOf)).toEqual({ answered: 150, refused: 10 });
  const other = { ...BEARER, 'x-user': 'agent-b' };
  expect(await ask(baseUrl, B, 20, () => other)).toEqual({ answered: 20, refused: 0 });
});

it('logs once that a request had no caller', async () => {
  const environment = { ...account(), WAWP_BASE_URL: wawp.origin, CHAT_AVATAR_SECRET: SECRET };
  const cli = run(environment, '--store', join(folder, 'store'), '--caller-header', 'X-User');
  await ask(await started(cli), A, 3, () => BEARER);
  cli.process.kill('SIGTERM');
  const { stderr } = await cli.ended;
  expect(stderr.match(/"header":"X-User"/g)).toHaveLength(1);
  expect(stderr).toContain('share the rate limit of one caller');
});

it('callerHeader of --config is that of its instance, or of all', async () => {
  const file = join(folder, 'instances.json');
  const instances = [
    { id: '1', name: 'sales' },
    { id: '2', name: 'support', callerHeader: 'X-Agent' },
  ];
  await writeFile(file, JSON.stringify({ store: join(folder, 'stores'), callerHeader: 'X-User', instances }));
  const tokens = { WAWP_ACCESS_TOKEN_1: 'a-token-of-1', WAWP_ACCESS_TOKEN_2: 'a-token-of-2' };
  const baseUrl = await gateway({ ...tokens, CHAT_AVATAR_SECRET: SECRET }, '--config', file);
  for (const [name, header] of [
    ['sales', 'x-user'],
    ['support', 'x-agent'],
  ] as const) {
    const as = (user: string) => () => ({ ...BEARER, [header]: user });
    const at = `${baseUrl}/${name}`;
    expect(await ask(at, A, 160, as('agent-a'))).toEqual({ answered: 150, refused: 10 });
    expect(await ask(at, B, 20, as('agent-b'))).toEqual({ answered: 20, refused: 0 });
  }
});

it('--caller-header needs a secret or --trust-proxy, and the name of a header', async () => {
  const open = await run(account(), '--caller-header', 'X-User').ended;
  expect(open.code).toBe(1);
  expect(open.stderr).toMatch(/^--caller-header X-User: .*CHAT_AVATAR_SECRET.*--trust-proxy/);
  const wrong = await run(account(), '--caller-header', 'X User').ended;
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('such as X-User')]);
});
