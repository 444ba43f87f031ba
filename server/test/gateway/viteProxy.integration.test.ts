import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPictureGateway, toNodeHandler } from 'chat-avatar-server';
import { createServer, type ProxyOptions } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { faces, JOHN } from './gateways.fixture.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A gateway behind Vite's development server, which proxies its paths. Resolves to the origin of the pages. */
async function startVite(options: ProxyOptions, allowed: (origin: string) => string[] = () => []) {
  // The port of the pages is known later than the gateway's options.
  let handler: ReturnType<typeof toNodeHandler> | undefined;
  const gateway = await startHttpServer((incoming, outgoing) => handler?.(incoming, outgoing));
  closers.push(gateway.close);
  const root = await mkdtemp(join(tmpdir(), 'vite-proxy-'));
  closers.push(() => rm(root, { recursive: true }));
  const proxy = { target: gateway.origin, ...options };
  const vite = await createServer({
    configFile: false,
    root,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, proxy: { '/pictures': proxy, '/images': proxy } },
  });
  closers.push(() => vite.close());
  await vite.listen();
  const address = vite.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite does not listen.');
  const origin = `http://127.0.0.1:${address.port}`;
  handler = toNodeHandler(
    createPictureGateway({ source: faces(), authorize: () => true, allowedOrigins: allowed(origin) }),
  );
  return origin;
}

/** A request as a browser sends it from a page on plain http, where it sends no `Sec-Fetch-Site`. */
function send(origin: string, path: string, { page = origin, body }: { page?: string; body?: object } = {}) {
  const headers = {
    referer: `${page}/inbox`,
    ...(body && { origin: page, 'content-type': 'application/json' }),
  };
  return new Promise<{ status: number | undefined; answer: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(origin + path, { method: body ? 'POST' : 'GET', headers }, async (response) => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      resolve({ status: response.statusCode, answer: JSON.parse(text) });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

const refresh = (origin: string, page?: string) =>
  send(origin, '/pictures/refresh', { body: { chatId: JOHN }, ...(page !== undefined && { page }) });
const look = (origin: string, page?: string) =>
  send(origin, `/pictures?chatId=${JOHN}`, page === undefined ? {} : { page });

describe('through the proxy of Vite on plain http', () => {
  it('pictures and refreshes work without changeOrigin, which keeps the Host of the page', async () => {
    const origin = await startVite({});
    expect((await look(origin)).status).toBe(200);
    const { status, answer } = await refresh(origin);
    expect([status, answer.picture]).toEqual([200, expect.objectContaining({ status: 'available' })]);
  });

  it('with changeOrigin they are refused with what to set', async () => {
    const origin = await startVite({ changeOrigin: true });
    for (const { status, answer } of [await look(origin), await refresh(origin)]) {
      expect(status).toBe(403);
      expect(answer.detail).toContain(origin);
      expect(answer.detail).toContain('allowedOrigins');
    }
  });

  it('with changeOrigin they work if allowedOrigins has the origin of the page', async () => {
    const origin = await startVite({ changeOrigin: true }, (page) => [page]);
    expect((await look(origin)).status).toBe(200);
    expect((await refresh(origin)).status).toBe(200);
  });

  it('a foreign page is refused either way', async () => {
    for (const changeOrigin of [false, true]) {
      const origin = await startVite({ changeOrigin }, (page) => [page]);
      expect((await look(origin, 'http://evil.example')).status).toBe(403);
      expect((await refresh(origin, 'http://evil.example')).status).toBe(403);
    }
  });
});
