import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { failure, line, NDJSON } from './gatewaySources.js';

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const json = { 'content-type': 'application/problem+json' };
const retryAfter = { 'retry-after': '7' };

it.each<[string, object, () => Response | Promise<Response>]>([
  [
    'The gateway answered 401.',
    { code: 'unauthorized', status: 401, retryable: false },
    () => new Response(null, { status: 401 }),
  ],
  [
    'The gateway answered 429.',
    { code: 'rate-limited', status: 429, retryable: true, retryAfterMs: 7000 },
    () => new Response(null, { status: 429, headers: retryAfter }),
  ],
  [
    'The gateway sent text/html instead of JSON.',
    { code: 'invalid-response', status: 200, retryable: false },
    () => new Response('<form>', { headers: { 'content-type': 'text/html' } }),
  ],
  [
    'The gateway sent no entry for this chat.',
    { code: 'invalid-response', retryable: false },
    () => new Response('', { headers: NDJSON }),
  ],
  [
    'The request to the gateway at https://dashboard.example.com/api failed.',
    { code: 'network', retryable: true },
    () => Promise.reject(new TypeError('Failed to fetch')),
  ],
  [
    'Scan the QR code.',
    { code: 'session-not-ready', status: 503, retryable: false },
    () =>
      new Response('{"code":"session-not-ready","detail":"Scan the QR code."}', {
        status: 503,
        headers: json,
      }),
  ],
  [
    'The gateway answered timeout.',
    { code: 'timeout', status: 504, retryable: true },
    () => new Response(line({ chatId: JOHN, error: { code: 'timeout', status: 504 } }), { headers: NDJSON }),
  ],
])('in production an error says: %s', async (message, fields, answer) => {
  const { createGatewaySource } = await import('chat-avatar');
  const baseUrl = 'https://dashboard.example.com/api';
  const source = createGatewaySource({ baseUrl, fetch: async () => answer() });
  expect(await failure(source.getChatPicture(JOHN))).toMatchObject({ message, ...fields });
});

it('in production an invalid chat id has no hint in a browser, and one on a server', async () => {
  const browser = await import('chat-avatar');
  const server = await import('chat-avatar/wawp');
  expect(() => browser.parseChatId('201234567890')).toThrow(/^This is not a WhatsApp chat id\.$/);
  expect(() => server.parseChatId('201234567890')).toThrow(/use "201234567890@c\.us"/);
  expect(() => browser.createGatewaySource({ baseUrl: '' })).toThrow(
    /^createGatewaySource needs a valid baseUrl\.$/,
  );
});

it('in production the client on a server keeps its hints', async () => {
  const { createWawpClient } = await import('chat-avatar/wawp');
  const client = createWawpClient({ instanceId: 'i', accessToken: 't' });
  await expect(client.getChatPicture('201234567890')).rejects.toThrow(/use "201234567890@c\.us"/);
});

it('in production the error of another source is one sentence', async () => {
  const { QueryClient } = await import('@tanstack/react-query');
  const { chatPictureOptions } = await import('chat-avatar');
  const source = { id: 'other', getChatPicture: () => Promise.reject(new Error('boom')) };
  const options = { ...chatPictureOptions(source, JOHN), retry: false };
  expect(await failure(new QueryClient().fetchQuery(options))).toMatchObject({
    code: 'server-error',
    message: 'The picture source failed.',
    retryable: false,
  });
});
