import { ChatPictureError, createGatewaySource } from 'chat-avatar';
import { describe, expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { picture } from '../support/sources.js';
import { askedIds, BASE, line, noPictures, numbers, openResponse, sourceOf } from './gatewaySources.js';

describe('createGatewaySource', () => {
  it.each([
    undefined,
    null,
    '',
    ' ',
    42,
    'ftp://example.com',
    'javascript:alert(1)',
    '/api?x=1',
    '/api#x',
    'https://user:hunter2@example.com/api',
  ])('refuses the baseUrl %s with a hint', (baseUrl) => {
    const make = () => createGatewaySource({ baseUrl } as never);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/baseUrl is where your gateway is mounted/);
    expect(make).not.toThrow(/hunter2/);
    expect(() => createGatewaySource(undefined as never)).toThrow(TypeError);
  });

  it('refuses an invalid timeoutMs', () => {
    expect(() => createGatewaySource({ baseUrl: '/', timeoutMs: 0 })).toThrow(/timeoutMs/);
  });

  it('is named after its baseUrl', () => {
    expect(createGatewaySource({ baseUrl: '/api/chat-pictures' }).id).toBe('gateway:/api/chat-pictures');
    expect(createGatewaySource({ baseUrl: '/api/chat-pictures', id: 'shared' }).id).toBe('shared');
  });

  it('sends nothing for an invalid chat id, nor for a broadcast, which has no picture', async () => {
    const { source, requests } = sourceOf(noPictures);
    await expect(source.getChatPicture('201234567890')).rejects.toMatchObject({ code: 'invalid-chat-id' });
    await expect(source.getChatPicture('x', { refresh: true })).rejects.toBeInstanceOf(ChatPictureError);
    await expect(source.getChatPicture('status@broadcast')).resolves.toEqual(NONE);
    await source.getChatPicture(MONA);
    expect(requests.map(askedIds)).toEqual([[MONA]]);
  });
});

describe('batching: the chats of one screen', () => {
  it('are one request, with each chat once, by its canonical id', async () => {
    const { source, requests } = sourceOf(noPictures);
    const answers = await Promise.all([
      source.getChatPicture(JOHN),
      source.getChatPicture('201234567890:7@s.whatsapp.net'),
      Promise.resolve().then(() => source.getChatPicture(MONA)),
      source.getChatPicture(JOHN),
    ]);
    expect(answers).toEqual([NONE, NONE, NONE, NONE]);
    expect(requests.map(askedIds)).toEqual([[JOHN, MONA]]);
    expect(requests[0]?.url).toMatch(/^https:\/\/dashboard\.example\.com\/api\/chat-pictures\/pictures\?/);
    expect(requests[0]?.method).toBe('GET');
    expect(requests[0]?.credentials).toBe('same-origin');
    expect(requests[0]?.headers.get('accept')).toMatch(/^application\/x-ndjson/);
  });

  it('are requests of at most 50 chats', async () => {
    const { source, requests } = sourceOf(noPictures);
    await Promise.all(numbers(120).map((id) => source.getChatPicture(id)));
    expect(requests.map((request) => askedIds(request).length)).toEqual([50, 50, 20]);
  });

  it('single flight: a later call joins a pending request for the same chat', async () => {
    const open = openResponse();
    const { source, requests } = sourceOf((request, call) =>
      call === 1 ? open.response : noPictures(request),
    );
    const first = source.getChatPicture(JOHN);
    await expect.poll(() => requests).toHaveLength(1);
    const second = source.getChatPicture(JOHN);
    const other = await source.getChatPicture(MONA);
    open.write(line({ chatId: JOHN, picture: NONE }));
    expect([await first, await second, other]).toEqual([NONE, NONE, NONE]);
    expect(requests.map(askedIds)).toEqual([[JOHN], [MONA]]);
    await source.getChatPicture(JOHN);
    expect(requests).toHaveLength(3);
  });

  it('are sent with headers, which headers() returns for every request', async () => {
    let token = 0;
    const { source, requests } = sourceOf(noPictures, {
      headers: async () => {
        token += 1;
        return { authorization: `Bearer ${token}`, accept: 'text/html' };
      },
    });
    await source.getChatPicture(JOHN);
    await source.getChatPicture(JOHN);
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer 1', 'Bearer 2']);
    expect(requests[0]?.headers.get('accept')).toMatch(/ndjson/);
    const fixed = sourceOf(noPictures, { headers: { 'x-team': 'support' }, credentials: 'include' });
    await fixed.source.getChatPicture(JOHN);
    expect(fixed.requests[0]?.headers.get('x-team')).toBe('support');
    expect(fixed.requests[0]?.credentials).toBe('include');
  });

  it.each<[string, unknown, boolean, string]>([
    ['an error', new Error('signed out'), true, 'unauthorized'],
    ['a failed fetch()', new TypeError('Failed to fetch'), true, 'network'],
    ["a library's error while offline", new Error('auth/network-request-failed'), false, 'network'],
    ['a ChatPictureError', new ChatPictureError('session-not-ready', 'Later.'), true, 'session-not-ready'],
  ])('are not sent when headers() fails with %s', async (_, thrown, onLine, code) => {
    vi.stubGlobal('navigator', { onLine });
    const { source, requests } = sourceOf(noPictures, { headers: () => Promise.reject(thrown) });
    await expect(source.getChatPicture(JOHN)).rejects.toMatchObject({ code, retryable: code === 'network' });
    vi.unstubAllGlobals();
    expect(requests).toEqual([]);
  });
});

describe('a refresh', () => {
  it('is sent alone, at once, as a POST of JSON', async () => {
    const { source, requests } = sourceOf(async (request) =>
      request.method === 'POST'
        ? Response.json({ chatId: JOHN, picture: { status: 'restricted' } })
        : noPictures(request),
    );
    const [refreshed, again, ordinary] = await Promise.all([
      source.getChatPicture(JOHN, { refresh: true }),
      source.getChatPicture(JOHN, { refresh: true }),
      source.getChatPicture(JOHN),
    ]);
    expect([refreshed, again, ordinary]).toEqual([{ status: 'restricted' }, { status: 'restricted' }, NONE]);
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(requests[0]?.url).toBe(`${BASE}/pictures/refresh`);
    expect(requests[0]?.headers.get('content-type')).toBe('application/json');
    expect(await requests[0]?.json()).toEqual({ chatId: JOHN });
  });

  it('of one chat that is answered for another is an invalid response', async () => {
    const { source } = sourceOf(() => Response.json({ chatId: MONA, picture: NONE }));
    await expect(source.getChatPicture(JOHN, { refresh: true })).rejects.toMatchObject({
      code: 'invalid-response',
    });
  });
});

describe('a picture on the gateway itself', () => {
  const urlFrom = async (url: string, baseUrl: string, srcSet?: string) => {
    const source = createGatewaySource({
      baseUrl,
      fetch: async () => Response.json({ pictures: [{ chatId: JOHN, picture: picture(url, { srcSet }) }] }),
    });
    return source.getChatPicture(JOHN);
  };

  it('has its URL and its srcset resolved against the gateway', async () => {
    const srcSet = '/images/a?w=80 80w,/images/a?w=160 160w';
    expect(await urlFrom('/images/a.webp', BASE, srcSet)).toEqual({
      status: 'available',
      url: 'https://dashboard.example.com/images/a.webp',
      srcSet:
        'https://dashboard.example.com/images/a?w=80 80w, https://dashboard.example.com/images/a?w=160 160w',
    });
    for (const baseUrl of [BASE, `${BASE}/`]) {
      expect(await urlFrom('images/a.webp', baseUrl)).toMatchObject({ url: `${BASE}/images/a.webp` });
    }
  });

  it('on a server, where there is no page, stays relative', async () => {
    expect(await urlFrom('images/a.webp', '/api')).toMatchObject({ url: '/api/images/a.webp' });
    expect(await urlFrom('/images/a.webp', '/api')).toMatchObject({ url: '/images/a.webp' });
    expect(await urlFrom('//cdn.test/a.webp', '/api')).toMatchObject({ url: 'http://cdn.test/a.webp' });
  });
});
