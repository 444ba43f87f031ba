import type { IncomingMessage } from 'node:http';
import {
  createPictureGateway,
  type PictureGateway,
  type PictureGatewayOptions,
  toNodeHandler,
} from 'chat-avatar-server';
import { enrichContacts, forgetChat, listStoredFaces } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { faces, gatewayOf, JOHN } from './gateways.fixture.js';
import { watchWarnings } from './warnings.fixture.js';

const linesOf = watchWarnings();

describe('an option that a function does not have', () => {
  const storage = createStorage();
  const functions: Record<string, (options: object) => unknown> = {
    createPictureGateway: (options) =>
      createPictureGateway({ source: faces(), authorize: () => true, ...options }),
    enrichContacts: (options) =>
      enrichContacts({ source: { ...faces(), getChatsOverview: async () => [] }, storage, ...options }),
    forgetChat: (options) => forgetChat({ storage, chatId: JOHN, ...options }),
    listStoredFaces: (options) => listStoredFaces({ storage, ...options }).next(),
  };

  it.each(Object.entries(functions))(
    'is named once by %s, beside the options that it has',
    async (name, call) => {
      await call({ storag: './faces' });
      await call({ storag: './faces' });
      expect(linesOf(/storag\b/)).toEqual([
        expect.stringMatching(
          new RegExp(`^${name} has no option "storag"\\. Its options are .*\\bstorage\\b`),
        ),
      ]);
    },
  );

  it.each(Object.entries(functions))('is silent in %s when it is undefined', async (_, call) => {
    await call({ other: undefined });
    expect(linesOf(/other/)).toEqual([]);
  });
});

it.each([100, '100', null, [100]])('createPictureGateway refuses %j as rateLimit', (rateLimit) => {
  const options = { rateLimit } as unknown as Partial<PictureGatewayOptions>;
  expect(() => gatewayOf(options)).toThrow(/rateLimit is an object.*\{ limit: 600, windowMs: 60000 \}/);
});

describe('gateway.fetch without a web Request', () => {
  const node = { url: '/pictures', method: 'GET', headers: { host: 'localhost' } } as IncomingMessage;
  const honoContext = { req: { raw: new Request('http://localhost/pictures') } };

  it.each<[string, unknown, RegExp]>([
    ['a request of node:http or Express', node, /toNodeHandler\(gateway\)/],
    ['a context of Hono', honoContext, /gateway\.fetch\(c\.req\.raw\)/],
    ['a request of Hono', { url: 'http://localhost/pictures', raw: honoContext.req.raw }, /c\.req\.raw/],
    ['a URL', 'http://localhost/pictures', /web Request/],
    ['nothing', undefined, /web Request/],
  ])('rejects with what to pass: %s', async (_, request, words) => {
    const { fetch } = gatewayOf();
    const answer = fetch(request as Request);
    await expect(answer).rejects.toThrow(TypeError);
    await expect(answer).rejects.toThrow(words);
  });
});

it.each<[string, (gateway: PictureGateway) => unknown]>([
  ['nothing', () => undefined],
  ['its fetch function', ({ fetch }) => fetch],
  ['a promise of a gateway', async (gateway) => gateway],
])('toNodeHandler refuses %s at once', (_, of) => {
  const gateway = of(gatewayOf()) as PictureGateway;
  expect(() => toNodeHandler(gateway)).toThrow(
    /toNodeHandler takes a gateway: toNodeHandler\(createPictureGateway\(/,
  );
});

describe('a gateway that is mounted at another path than basePath', () => {
  it.each([
    ['/', '/api/chat-pictures/pictures', '/api/chat-pictures'],
    ['/api/chat-pictures', '/pictures', '/'],
    ['/api/chat-pictures', '/api/api/chat-pictures/pictures/refresh', '/api/api/chat-pictures'],
  ])('says so once: basePath %s, request %s', async (basePath, path, right) => {
    const { at } = gatewayOf({ basePath });
    for (const id of [JOHN, '201111111111@c.us']) {
      const response = await at(`${path}?chatId=${id}`);
      expect(response.status).toBe(404);
    }
    const lines = linesOf(/base-path-mismatch/);
    expect(lines).toEqual([expect.stringContaining(`Set basePath to "${right}"`)]);
    expect(lines[0]).not.toMatch(/\d{8}/);
  });

  it('does not take a request for anything else for it', async () => {
    const { at } = gatewayOf({ basePath: '/api/chat-pictures' });
    await at('/favicon.ico');
    await at('/api/chat-pictures/nothing');
    expect(linesOf(/base-path-mismatch/)).toEqual([]);
  });
});
