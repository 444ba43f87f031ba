import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicNames } from '../../build/entries.js';
import { NONE } from '../support/chats.js';
import { launchChromium } from '../support/launchChromium.js';
import { type HttpServer, startHttpServer } from '../support/startHttpServer.js';

/** How long the gateway takes for each request, and how long it may be silent: two requests one after another exceed it. */
const WORK_MS = 1000;
const TIMEOUT_MS = 1800;

let folder: string;
let browser: Browser;
let server: HttpServer;
let underWay = 0;
let most = 0;
/** In the order of their answers. */
const answered: { method: string | undefined; chats: number; httpVersion: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-avatar-queue-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '../pages/gatewayQueue'),
    resolve: { alias: publicNames },
    build: { outDir: folder, emptyOutDir: true },
  });
  browser = await launchChromium();
  server = await startHttpServer(async ({ url = '/', method, httpVersion }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (!pathname.startsWith('/api/')) {
      const file = await readFile(join(folder, pathname === '/' ? 'index.html' : pathname)).catch(
        () => undefined,
      );
      response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html');
      response.writeHead(file ? 200 : 404).end(file);
      return;
    }
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((done) => setTimeout(done, WORK_MS));
    underWay -= 1;
    const chatIds = method === 'POST' ? ['79161234567@c.us'] : searchParams.getAll('chatId');
    answered.push({ method, chats: chatIds.length, httpVersion });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ pictures: chatIds.map((chatId) => ({ chatId, picture: NONE })) }));
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

it('600 chats over HTTP/1.1 in Chromium: no request times out in the queue, and a refresh is answered in the first round', async () => {
  const page = await browser.newPage();
  await page.goto(server.origin);
  const outcomes = await page.evaluate(
    ([count, timeoutMs]) => Reflect.get(window, 'askFor')(count, timeoutMs),
    [600, TIMEOUT_MS],
  );
  expect(outcomes).toEqual({ none: 601 });
  expect(answered.filter(({ method }) => method === 'GET').map(({ chats }) => chats)).toEqual(
    Array(12).fill(50),
  );
  expect(answered.findIndex(({ method }) => method === 'POST')).toBeLessThan(5);
  expect(new Set(answered.map(({ httpVersion }) => httpVersion))).toEqual(new Set(['1.1']));
  expect(most).toBe(5);
});
