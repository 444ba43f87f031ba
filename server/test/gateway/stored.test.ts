import type { ChatPicture } from 'chat-avatar/wawp';
import { ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { StoreError } from '../../src/store/storage/StoreError.js';
import { FACE, faceOf, faces, gatewayOf, JOHN, MONA, only, SHOWN, settled } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

afterEach(() => {
  vi.useRealTimers();
});

describe('a stored answer', () => {
  it.each<[string, ChatPicture, object]>([
    ['a picture', FACE, SHOWN],
    ['no picture', { status: 'none', reason: 'not-found' }, { status: 'none', reason: 'not-found' }],
    ['a hidden picture', { status: 'restricted' }, { status: 'restricted' }],
  ])('%s: is fresh for a day, for every gateway on the store', async (_, answer, shown) => {
    let time = NOON;
    const storage = createStorage();
    const source = stubSource(() => answer);
    const options = { source, storage, now: () => time };
    const [one, other] = [gatewayOf(options), gatewayOf(options)];
    const response = await one.get(JOHN);
    expect(response.headers.get('warning')).toBeNull();
    const first = await only(response);
    expect(first.picture).toEqual(shown);
    time += DAY - 1;
    expect((await only(other.get(JOHN))).picture).toEqual(shown);
    expect((await only(gatewayOf(options).get(JOHN))).picture.stale).toBeUndefined();
    expect(source.asked(JOHN)).toBe(1);
    time += 1;
    await one.get(JOHN);
    await other.get(JOHN);
    expect(source.asked(JOHN)).toBe(2);
  });

  it.each([
    ['has a far askAgainAt', { askAgainAt: 9e15 }, DAY],
    ['was written by a clock that is a day ahead', { fetchedAt: NOON + DAY, askAgainAt: NOON + 2 * DAY }, 0],
  ])('is fetched again in time when its record %s', async (_, wrong, wait) => {
    let time = NOON;
    const storage = createStorage();
    const source = stubSource(() => FACE);
    const { get } = gatewayOf({ source, storage, now: () => time });
    await get(JOHN);
    const record = await storage.getItem<object>(`chats:${JOHN}`);
    await storage.setItem(`chats:${JOHN}`, JSON.stringify({ ...record, ...wrong }));
    time += wait;
    await get(JOHN);
    expect(source.asked(JOHN)).toBe(2);
  });

  it('has asOf and expiresAt', async () => {
    const { picture } = await only(gatewayOf({ now: () => NOON }).get(JOHN));
    expect(picture.asOf).toBe(NOON);
    expect(picture.expiresAt).toBeGreaterThan(NOON + DAY);
    expect(picture.expiresAt).toBeLessThanOrEqual(NOON + 2 * DAY);
  });

  it.each<[string, () => ChatPicture | Error]>([
    ['Wawp', () => new ChatPictureError('network', 'Gone.')],
    ['the session', () => new ChatPictureError('session-not-ready', 'Stopped.')],
    ['the token', () => new ChatPictureError('unauthorized', 'No.')],
    ['the CDN', () => ({ status: 'available', url: 'https://pps.whatsapp.net.invalid/a.jpg' })],
  ])('is served as stale while %s is down', async (_, failing) => {
    let time = NOON;
    let down = false;
    const events: PictureGatewayEvent[] = [];
    const source = stubSource(() => (down ? failing() : FACE));
    const { get } = gatewayOf({
      source,
      now: () => time,
      onEvent: (event) => events.push(event),
      imageHosts: ['pps.whatsapp.net.invalid'],
    });
    await get(JOHN);
    down = true;
    time += 3 * DAY;
    const response = await get(JOHN);
    expect(response.headers.get('warning')).toMatch(/^110 /);
    const { picture } = await only(response);
    expect(picture).toEqual(SHOWN);
    expect(picture).toMatchObject({ stale: true, asOf: NOON });
    // Browsers ask again soon, although the URL stays valid.
    expect(picture.expiresAt).toBeLessThan(time + DAY / 2);
    expect(events).toContainEqual(expect.objectContaining({ type: 'served-stale', chatId: JOHN }));
    // Nothing is stored for this chat, so the answer is the error.
    expect((await only(get(MONA))).error).toBeDefined();
  });

  it('is fresh again once Wawp is back, after a pause of about a second', async () => {
    let time = NOON;
    const source = stubSource((_, __, call) =>
      call === 2 ? new ChatPictureError('network', 'Gone.') : FACE,
    );
    const { get } = gatewayOf({ source, now: () => time });
    await get(JOHN);
    time += DAY;
    for (let look = 0; look < 2; look += 1) expect((await only(get(JOHN))).picture.stale).toBe(true);
    expect(source.asked(JOHN)).toBe(2);
    time += 1_250;
    expect((await only(get(JOHN))).picture.stale).toBeUndefined();
    expect(source.asked(JOHN)).toBe(3);
  });

  it('is served as stale after 3 s while Wawp hangs, and the late answer serves the next request', async () => {
    let time = NOON;
    const late = deferred<ChatPicture>();
    const source = stubSource((_, __, call) => (call === 1 ? FACE : late.promise));
    const { get } = gatewayOf({ source, now: () => time });
    const before = await only(get(JOHN));
    time += DAY;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = only(get(JOHN));
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await asked).picture.stale).toBe(true);
    expect(source.calls.at(-1)?.signal?.aborted).toBe(false);
    vi.useRealTimers();
    late.resolve(faceOf(1));
    const after = await only(get(JOHN));
    expect(after.picture.stale).toBeUndefined();
    expect(after.picture.url).not.toBe(before.picture.url);
    expect(source.asked(JOHN)).toBe(2);
  });

  it('is replaced by the next ordinary answer, even one without a picture', async () => {
    let time = NOON;
    const source = stubSource((_, __, call) => (call === 1 ? FACE : { status: 'none', reason: 'empty' }));
    const { get } = gatewayOf({ source, now: () => time });
    expect((await only(get(JOHN))).picture).toEqual(SHOWN);
    time += DAY;
    expect((await only(get(JOHN))).picture).toEqual({ status: 'none', reason: 'empty' });
  });
});

describe('a refresh', () => {
  it.each<ChatPicture>([{ status: 'none', reason: 'empty' }, { status: 'restricted' }])(
    'that returns %o keeps the stored picture (kept)',
    async (answer) => {
      const source = stubSource((_, refresh) => (refresh ? answer : FACE));
      const { get, refresh } = gatewayOf({ source });
      const before = await only(get(JOHN));
      expect(await (await refresh(JOHN)).json()).toEqual({ ...before, kept: true });
      expect(await only(get(JOHN))).toEqual(before);
      expect(await (await refresh(MONA)).json()).toEqual({ chatId: MONA, picture: answer });
    },
  );

  it('replaces the picture for every gateway on the store', async () => {
    const storage = createStorage();
    const source = stubSource((_, refresh) => (refresh ? faceOf(1) : faceOf(2)));
    const { get, refresh } = gatewayOf({ source, storage });
    const before = await only(get(JOHN));
    const after = await (await refresh(JOHN)).json();
    expect(after.picture.url).not.toBe(before.picture.url);
    expect(await only(gatewayOf({ source, storage }).get(JOHN))).toEqual(after);
    expect(source.calls).toHaveLength(2);
  });

  it('within the cool-down answers 429 with the stored picture and throttled: true', async () => {
    const source = faces();
    const { refresh } = gatewayOf({ source });
    const { picture } = await (await refresh(JOHN)).json();
    const throttled = await refresh(JOHN);
    expect(throttled.status).toBe(429);
    expect(await throttled.json()).toMatchObject({
      code: 'rate-limited',
      throttled: true,
      chatId: JOHN,
      picture,
    });
    expect(source.refreshes()).toBe(1);
  });
});

describe('a picture after a failed download', () => {
  it('is an error, and the next attempt makes no request to Wawp', async () => {
    const source = stubSource(() => ({ status: 'available', url: 'https://evil.example/a.jpg' }));
    const { get } = gatewayOf({ source });
    const { error } = await only(get(JOHN));
    expect(error).toMatchObject({ code: 'invalid-response', retryable: false });
    expect(error.detail).toContain('imageHosts');
    await get(JOHN);
    expect(source.asked(JOHN)).toBe(1);
  });

  it('is never downloaded from a private address', async () => {
    const source = stubSource(() => ({ status: 'available', url: 'https://127.0.0.1/a.jpg' }));
    const { error } = await only(gatewayOf({ source, imageHosts: ['127.0.0.1'] }).get(JOHN));
    expect(error).toMatchObject({ code: 'invalid-response', retryable: false });
  });
});

describe('gateways on one store', () => {
  it('make one upstream call together, even concurrently', async () => {
    const storage = createStorage();
    const answer = deferred<ChatPicture>();
    const source = stubSource(() => answer.promise);
    const gateways = Array.from({ length: 3 }, () => gatewayOf({ source, storage }));
    const asked = Array.from({ length: 60 }, (_, i) => gateways[i % 3]?.get(JOHN));
    await settled();
    answer.resolve(FACE);
    for (const response of await Promise.all(asked)) expect(await response?.text()).toContain('/images/');
    expect(source.asked(JOHN)).toBe(1);
  });

  it('respect rateLimit, and answer rate-limited with Retry-After above it', async () => {
    const source = stubSource((chatId) => (chatId === MONA ? FACE : { status: 'restricted' }));
    const { get } = gatewayOf({ source, rateLimit: { limit: 1, windowMs: 60_000 } });
    await get(MONA);
    const { error } = await only(get(JOHN));
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(source.calls).toHaveLength(1);
  });
});

describe('while too many calls of this process wait for the store', () => {
  const isBusy = () => Promise.reject(new StoreError('busy', 'Too many calls.'));
  const readsAreBusy = () => {
    const storage = createStorage();
    return { ...storage, getItem: isBusy, getItemRaw: isBusy } as typeof storage;
  };

  it('a chat is asked for neither from the source nor twice: it comes again in a second', async () => {
    const source = faces();
    const response = await gatewayOf({ source, storage: readsAreBusy() }).get(JOHN, MONA);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    const { pictures } = await response.json();
    const error = { code: 'rate-limited', retryable: true, retryAfterMs: 1_000 };
    expect(pictures).toMatchObject([
      { chatId: JOHN, error },
      { chatId: MONA, error },
    ]);
    expect(source.calls).toEqual([]);
  });

  it('a refresh says so', async () => {
    const { refresh } = gatewayOf({ storage: readsAreBusy() });
    expect((await refresh(JOHN)).status).toBe(429);
  });
});
