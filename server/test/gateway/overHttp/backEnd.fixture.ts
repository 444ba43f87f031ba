import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createGatewaySource } from 'chat-avatar';
import { createWawpClient } from 'chat-avatar/wawp';
import { createPictureGateway, type PictureGatewayOptions } from 'chat-avatar-server';
import { afterEach } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';

export const TOKEN = 'the-token-of-the-back-end';
export const SECRET = 'a-secret-signature';
export const JOHN = '201234567890@c.us';
export const NOON = Date.parse('2026-11-01T12:00:00Z');
export const DAY = 24 * 60 * 60 * 1000;

export type Misbehave = (response: ServerResponse, path: string) => void;

export interface BackEnd {
  origin: string;
  wawp: HttpServer;
  cdn: HttpServer;
  /** The browser's side. */
  source: ReturnType<typeof createGatewaySource>;
  /** Replaces the answers of Wawp and of the CDN. */
  wawpAnswers(answer: Misbehave): void;
  cdnAnswers(answer: Misbehave): void;
  /** Advances the gateway's clock. */
  pass(ms: number): void;
  /** The whole response about one chat. */
  look(chatId?: string): Promise<{ status: number; headers: Headers; text: string; item: Item }>;
}

interface Item {
  picture?: { status: string; url: string; stale?: boolean; asOf?: number };
  error?: { code: string; retryable: boolean };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Misbehave =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(listener: RequestListener): Promise<HttpServer> {
  const server = await startHttpServer(listener);
  closing.push(server.close);
  return server;
}

/** A Wawp, a CDN and a gateway that talk HTTP through sockets. */
export async function startBackEnd(
  photo: Buffer,
  options: Partial<PictureGatewayOptions> = {},
): Promise<BackEnd> {
  let cdnAnswer: Misbehave = (response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
  const cdn = await started((request, response) => cdnAnswer(response, request.url ?? ''));
  let wawpAnswer: Misbehave = (response, path) => {
    const chatId = new URL(path, 'http://wawp.test').searchParams.get('chatId');
    json(200, { url: `${cdn.origin}/${chatId}.jpg?oh=${SECRET}` })(response, path);
  };
  const wawp = await started((request, response) => wawpAnswer(response, request.url ?? ''));
  let time = NOON;
  const gateway = createPictureGateway({
    source: createWawpClient({ instanceId: '1', accessToken: TOKEN, baseUrl: wawp.origin }),
    authorize: () => true,
    imageHosts: ['127.0.0.1'],
    dangerouslyAllowPrivateAddresses: true,
    timeoutMs: 15_000,
    now: () => time,
    ...options,
  });
  // Not startHttpServer, so that malformed requests reach the gateway as in an application.
  const server = createServer(getRequestListener(gateway.fetch));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    origin,
    wawp,
    cdn,
    source: createGatewaySource({ baseUrl: origin }),
    wawpAnswers: (answer) => (wawpAnswer = answer),
    cdnAnswers: (answer) => (cdnAnswer = answer),
    pass: (ms) => (time += ms),
    async look(chatId = JOHN) {
      const response = await fetch(`${origin}/pictures?chatId=${encodeURIComponent(chatId)}`);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        item: JSON.parse(text).pictures?.[0] ?? {},
      };
    },
  };
}
