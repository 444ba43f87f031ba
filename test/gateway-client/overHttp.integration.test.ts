import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import {
  type ChatPicture,
  type ChatPictureError,
  createGatewaySource,
  type PictureSource,
} from 'chat-avatar';
import { createPictureGateway, type PictureGatewayOptions } from 'chat-avatar-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { deferred, stubSource } from '../support/sources.js';
import { startHttpServer } from '../support/startHttpServer.js';
import { failure, line, NDJSON, numbers } from './gatewaySources.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

describe('over HTTP', () => {
  async function misbehaving(listener: RequestListener, timeoutMs = 10_000) {
    const server = await startHttpServer(listener);
    closing.push(server.close);
    return { server, source: createGatewaySource({ baseUrl: server.origin, timeoutMs }) };
  }

  async function honest(source: PictureSource, options: Partial<PictureGatewayOptions> = {}) {
    const basePath = '/api/chat-pictures';
    const gateway = createPictureGateway({ source, authorize: () => true, basePath, ...options });
    const server = serve({ fetch: gateway.fetch, hostname: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    closing.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
          if ('closeAllConnections' in server) server.closeAllConnections();
        }),
    );
    const { port } = server.address() as AddressInfo;
    return createGatewaySource({ baseUrl: `http://127.0.0.1:${port}${basePath}` });
  }

  it('a slow chat never holds the others back', async () => {
    const slow = deferred<ChatPicture>();
    const source = await honest(stubSource((chatId) => (chatId === JOHN ? slow.promise : NONE)));
    let johnAnswered = false;
    const john = source.getChatPicture(JOHN).finally(() => {
      johnAnswered = true;
    });
    await Promise.all(numbers(40).map((id) => source.getChatPicture(id)));
    expect(johnAnswered).toBe(false);
    slow.resolve(NONE);
    expect(await john).toEqual(NONE);
  });

  it('concurrent requests of many browsers are one call upstream', async () => {
    const answer = deferred<ChatPicture>();
    const upstream = stubSource(() => answer.promise);
    const authorize = vi.fn(() => true);
    const { id } = await honest(upstream, { authorize });
    const baseUrl = id.slice('gateway:'.length);
    const asked = Array.from({ length: 100 }, () => createGatewaySource({ baseUrl }).getChatPicture(JOHN));
    await expect.poll(() => authorize).toHaveBeenCalledTimes(100);
    answer.resolve(NONE);
    for (const picture of await Promise.all(asked)) expect(picture).toEqual(NONE);
    expect(upstream.asked(JOHN)).toBe(1);
  });

  it('an aborted request is answered upstream, and its answer is stored', async () => {
    const answer = deferred<ChatPicture>();
    const upstream = stubSource(() => answer.promise);
    const source = await honest(upstream);
    const controller = new AbortController();
    const left = failure(source.getChatPicture(JOHN, { signal: controller.signal }));
    await expect.poll(() => upstream.calls).toHaveLength(1);
    controller.abort();
    await left;
    answer.resolve(NONE);
    expect(await source.getChatPicture(JOHN)).toEqual(NONE);
    expect(upstream.calls.map(({ signal }) => signal?.aborted)).toEqual([false]);
  });

  it('a refresh, its cool-down and its errors come through', async () => {
    const upstream = stubSource((_, refresh) => (refresh ? { status: 'restricted' } : NONE));
    const source = await honest(upstream);
    expect(await source.getChatPicture(JOHN, { refresh: true })).toEqual({ status: 'restricted' });
    const throttled = await failure(source.getChatPicture(JOHN, { refresh: true }));
    expect(throttled).toMatchObject({ code: 'rate-limited', retryable: true, status: 429 });
    expect((throttled as ChatPictureError).retryAfterMs).toBeGreaterThan(50_000);
    expect(upstream.refreshes()).toBe(1);
  });

  it('a caller that authorize refuses gets unauthorized', async () => {
    const source = await honest(
      stubSource(() => NONE),
      { authorize: () => false },
    );
    await expect(source.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'unauthorized', status: 403 });
  });

  it('a redirect is not followed', async () => {
    const { server, source } = await misbehaving((_, response) => {
      response.writeHead(302, { location: '/sign-in' }).end();
    });
    await expect(source.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'invalid-response' });
    expect(server.requests).toHaveLength(1);
  });

  it('a broken connection fails only the chats without an answer', async () => {
    const { source } = await misbehaving((_, response) => {
      response.writeHead(200, NDJSON);
      response.write(line({ chatId: JOHN, picture: NONE }), () => response.destroy());
    });
    const mona = failure(source.getChatPicture(MONA));
    expect(await source.getChatPicture(JOHN)).toEqual(NONE);
    expect(await mona).toMatchObject({ code: 'network', retryable: true });
  });

  it('a server that hangs times out', async () => {
    const { source } = await misbehaving(() => {}, 50);
    await expect(source.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('a server that is not there is a network error', async () => {
    const { server, source } = await misbehaving(() => {});
    await server.close();
    const error = await failure(source.getChatPicture(JOHN));
    expect(error).toMatchObject({ code: 'network', retryable: true });
  });

  it('a relative baseUrl without a page throws an error with the fix', async () => {
    const error = await failure(createGatewaySource({ baseUrl: '/api' }).getChatPicture(JOHN));
    expect(error).toMatchObject({ code: 'network', retryable: false });
    expect(String(error)).toContain('absolute baseUrl');
  });
});
