import { get } from 'node:http';
import { createPictureGateway, type PictureGateway, toNodeHandler } from 'chat-avatar-server';
import { afterEach, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { faces, JOHN, only } from '../gateways.fixture.js';

let server: HttpServer;
afterEach(() => server.close());

const newGateway = () => createPictureGateway({ source: faces(), authorize: () => true });

async function start(gateway: PictureGateway): Promise<string> {
  server = await startHttpServer(toNodeHandler(gateway));
  const { picture } = await only(fetch(`${server.origin}/pictures?chatId=${JOHN}`));
  return server.origin + picture.url;
}

const statusWithHost = (url: string, host: string) =>
  new Promise((resolve) => {
    get(url, { headers: { host } }, (response) => {
      resolve(response.statusCode);
      response.resume();
    });
  });

it('refuses a broken Host header for an image in memory too', async () => {
  const image = await start(newGateway());
  expect((await fetch(image)).status).toBe(200);
  expect((await fetch(image)).status).toBe(200);
  expect(await statusWithHost(image, 'a b')).toBe(400);
  expect(await statusWithHost(image, 'inbox.example.com')).toBe(200);
});

it('sends every request through a fetch function that the application has wrapped', async () => {
  const gateway = newGateway();
  const seen: string[] = [];
  const { fetch: inner } = gateway;
  gateway.fetch = (request) => {
    seen.push(new URL(request.url).pathname);
    return inner(request);
  };
  const image = await start(gateway);
  for (let round = 0; round < 3; round += 1) await (await fetch(image)).arrayBuffer();
  expect(seen).toEqual(['/pictures', ...Array(3).fill(new URL(image).pathname)]);
});
