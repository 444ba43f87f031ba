import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWawpClient, type WawpClientOptions } from 'chat-avatar/wawp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { everythingOf, JOHN, TOKEN } from '../support/wawp.js';

let server: Server | undefined;

afterEach(() => {
  vi.useRealTimers();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function wawp(listener: RequestListener, options: Partial<WawpClientOptions> = {}, path = '') {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const baseUrl = `http://127.0.0.1:${(listening.address() as AddressInfo).port}${path}`;
  return createWawpClient({ instanceId: 'i 1', accessToken: TOKEN, baseUrl, ...options });
}

describe('over HTTP', () => {
  it('asks as the picture page documents, and for a refresh only when told to', async () => {
    const asked: string[] = [];
    const client = await wawp((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"url":null}');
    });
    await client.getChatPicture('201234567890:7@S.WhatsApp.net');
    await client.getChatPicture(JOHN, { refresh: true });
    await client.getChatPicture(JOHN, { refresh: false });
    const params = asked.map((url) => Object.fromEntries(new URL(url, 'http://x').searchParams));
    const common = { instance_id: 'i 1', access_token: TOKEN, chatId: JOHN };
    expect(params).toEqual([common, { ...common, refresh: 'true' }, common]);
    expect(asked[0]).toMatch(/^\/v2\/chats\/picture\?/);
  });

  it('keeps a path of baseUrl', async () => {
    const client = await wawp(
      (request, response) => response.end(JSON.stringify({ error: request.url })),
      {},
      '/wawp/',
    );
    const seen: string[] = [];
    server?.on('request', (request) => seen.push(request.url ?? ''));
    await client.getChatPicture(JOHN).catch(() => {});
    expect(seen[0]).toMatch(/^\/wawp\/v2\/chats\/picture\?/);
  });

  it('asks the host of baseUrl, also behind a path that would begin another', async () => {
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return new Response('{}');
    };
    const baseUrl = 'https://proxy.test//other.test/wawp/';
    await createWawpClient({ instanceId: '1', accessToken: TOKEN, baseUrl, fetch })
      .getSessionInfo()
      .catch(() => {});
    expect(asked[0]).toMatch(/^https:\/\/proxy\.test\/\/other\.test\/wawp\/v2\/session\/info\?/);
  });

  it('follows no redirect: the other address would get the token', async () => {
    const asked: string[] = [];
    const client = await wawp((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: `/elsewhere?${request.url?.split('?')[1]}` }).end();
    });
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'invalid-response' });
    expect(asked).toHaveLength(1);
  });

  it('gives up in time: on an answer that never begins, and on one that never ends', async () => {
    const never = await wawp(() => {}, { timeoutMs: 50 });
    await expect(never.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'timeout', retryable: true });
    server?.closeAllConnections();
    server?.close();
    const endless = await wawp((_, response) => response.write('{"url":'), { timeoutMs: 50 });
    await expect(endless.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('tells a connection that breaks, and one that is refused', async () => {
    const breaking = await wawp((_, response) => response.destroy());
    const thrown = await breaking.getChatPicture(JOHN).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'network', retryable: true });
    const refused = createWawpClient({ instanceId: '1', accessToken: TOKEN, baseUrl: 'http://127.0.0.1:1' });
    const error = await refused.getChatPicture(JOHN).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'network' });
    expect(everythingOf([thrown, error])).not.toContain(TOKEN);
  });

  /** Sends a body without an end. */
  const endless =
    (status: number, chunk: string): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' });
      const write = () => {
        while (response.write(chunk));
      };
      response.on('drain', write);
      write();
    };

  it('does not read an answer that has no end', async () => {
    const client = await wawp(endless(200, 'x'.repeat(1024 * 1024)));
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({
      code: 'invalid-response',
      message: expect.stringContaining('6.7 MB'),
    });
  });

  it('reads 64 KiB of an error and closes its connection', async () => {
    const client = await wawp(endless(502, '<'.repeat(1024)));
    const closed = new Promise((done) => server?.on('request', (_, response) => response.on('close', done)));
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'server-error', status: 502 });
    await closed;
  });

  it('takes no more than 64 KiB of an error from the stream, and cancels the rest', async () => {
    const part = new Uint8Array(1024).fill(0x3c);
    let parts = 0;
    const cancelled = vi.fn();
    const pull = (controller: ReadableStreamDefaultController) => {
      parts += 1;
      controller.enqueue(part);
    };
    const body = new ReadableStream({ pull, cancel: cancelled }, { highWaterMark: 0 });
    const fetch = async () => new Response(body, { status: 502 });
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch });
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'server-error', status: 502 });
    expect(cancelled).toHaveBeenCalledOnce();
    // The part that exceeds the limit is read, and dropped.
    expect(parts).toBeGreaterThanOrEqual(64);
    expect(parts).toBeLessThanOrEqual(65);
  });
});

describe('time and abort', () => {
  const hanging = (options: Partial<WawpClientOptions> = {}) =>
    createWawpClient({
      instanceId: '1',
      accessToken: TOKEN,
      fetch: () => new Promise(() => {}),
      ...options,
    });

  it('ends after 15 s by default, even with a fetch that heeds no signal', async () => {
    vi.useFakeTimers();
    const asked = hanging().getChatPicture(JOHN);
    const outcome = expect(asked).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with the caller’s own reason, at once', async () => {
    const controller = new AbortController();
    const asked = hanging().getChatPicture(JOHN, { signal: controller.signal });
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });

  it('sends nothing for an abort that came before', async () => {
    const fetch = vi.fn();
    await expect(
      hanging({ fetch }).getChatPicture(JOHN, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('calls without a request', () => {
  it('is a broadcast, which has no picture, and an invalid id', async () => {
    const fetch = vi.fn();
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch });
    await expect(client.getChatPicture('status@broadcast')).resolves.toEqual({
      status: 'none',
      reason: 'empty',
    });
    await expect(client.getChatPicture('201234567890')).rejects.toMatchObject({ code: 'invalid-chat-id' });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('missing credentials', () => {
  it.each<[Partial<WawpClientOptions>, RegExp]>([
    [{ instanceId: undefined }, /WAWP_INSTANCE_ID/],
    [{ instanceId: '  ' }, /instanceId/],
    [{ accessToken: undefined }, /WAWP_ACCESS_TOKEN/],
    [{ accessToken: '' }, /accessToken/],
  ])('%j are reported by the first request, and nothing is sent', async (bad, message) => {
    const fetch = vi.fn();
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch, ...bad });
    const unauthorized = { code: 'unauthorized', retryable: false, message: expect.stringMatching(message) };
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject(unauthorized);
    await expect(client.getChatsOverview()).rejects.toMatchObject(unauthorized);
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('bad options', () => {
  it('without credentials throws a TypeError that names the missing option', () => {
    expect(() => createWawpClient(undefined as never)).toThrow(/instanceId/);
  });

  const good = { instanceId: '1', accessToken: TOKEN };
  it.each<[Partial<WawpClientOptions>, RegExp]>([
    [{ timeoutMs: 0 }, /timeoutMs/],
    [{ timeoutMs: Number.POSITIVE_INFINITY }, /timeoutMs/],
    [{ timeoutMs: 2 ** 31 }, /timeoutMs/],
    [{ timeoutMs: Number.NaN }, /timeoutMs/],
    [{ timeoutMs: 'abc' as never }, /timeoutMs/],
    [{ baseUrl: 'api.wawp.net' }, /https:\/\/api\.wawp\.net/],
    [{ baseUrl: 'ftp://api.wawp.net' }, /https/],
    [{ baseUrl: `https://api.wawp.net/?access_token=${encodeURIComponent(TOKEN)}` }, /no query .* remove/],
    [{ baseUrl: `https://api.wawp.net/#${encodeURIComponent(TOKEN)}` }, /no fragment in baseUrl: remove/],
    [{ baseUrl: `https://user:${encodeURIComponent(TOKEN)}@api.wawp.net` }, /no credentials/],
  ])('%j throws with a remedy', (bad, message) => {
    const create = () => createWawpClient({ ...good, ...bad });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(TOKEN);
  });
});
