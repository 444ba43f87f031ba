import type { ChatPicture } from 'chat-avatar/wawp';
import { ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { FACE, faceOf, faces, gatewayOf, JOHN, MONA, only, SHOWN, settled } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

afterEach(() => {
  vi.useRealTimers();
});

describe('an answer that is stored', () => {
  it.each<[string, ChatPicture, object]>([
    ['a picture', FACE, SHOWN],
    ['no picture', { status: 'none', reason: 'not-found' }, { status: 'none', reason: 'not-found' }],
    ['a hidden picture', { status: 'restricted' }, { status: 'restricted' }],
  ])('%s, is the answer for a day, of every gateway on the store', async (_, answer, shown) => {
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
    ['asks to be left alone for ever', { askAgainAt: 9e15 }, DAY],
    ['was written by a clock of tomorrow', { fetchedAt: NOON + DAY, askAgainAt: NOON + 2 * DAY }, 0],
  ])('is asked for anew, though its record %s', async (_, wrong, wait) => {
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

  it('says when WhatsApp confirmed it, and when to ask again', async () => {
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
  ])('is served while %s is down, and says that it is old', async (_, failing) => {
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
    // Browsers ask again soon, although the URL itself lives on.
    expect(picture.expiresAt).toBeLessThan(time + DAY / 2);
    expect(events).toContainEqual(expect.objectContaining({ type: 'served-stale', chatId: JOHN }));
    // Nothing is known of her, so the honest answer is the error.
    expect((await only(get(MONA))).error).toBeDefined();
  });

  it('is no longer old once Wawp is back', async () => {
    let time = NOON;
    const source = stubSource((_, __, call) =>
      call === 2 ? new ChatPictureError('network', 'Gone.') : FACE,
    );
    const { get } = gatewayOf({ source, now: () => time });
    await get(JOHN);
    time += DAY;
    expect((await only(get(JOHN))).picture.stale).toBe(true);
    expect((await only(get(JOHN))).picture.stale).toBeUndefined();
    expect(source.asked(JOHN)).toBe(3);
  });

  it('is not held back by a Wawp that hangs, whose late answer is for the next who asks', async () => {
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

  it('is replaced by the next ordinary one, also when that has no picture', async () => {
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
    'that comes back with %o keeps the picture that is stored',
    async (answer) => {
      const source = stubSource((_, refresh) => (refresh ? answer : FACE));
      const { get, refresh } = gatewayOf({ source });
      const before = await only(get(JOHN));
      expect(await (await refresh(JOHN)).json()).toEqual({ ...before, kept: true });
      expect(await only(get(JOHN))).toEqual(before);
      expect(await (await refresh(MONA)).json()).toEqual({ chatId: MONA, picture: answer });
    },
  );

  it('replaces the picture, for everybody', async () => {
    const storage = createStorage();
    const source = stubSource((_, refresh) => (refresh ? faceOf(1) : faceOf(2)));
    const { get, refresh } = gatewayOf({ source, storage });
    const before = await only(get(JOHN));
    const after = await (await refresh(JOHN)).json();
    expect(after.picture.url).not.toBe(before.picture.url);
    expect(await only(gatewayOf({ source: faces(), storage }).get(JOHN))).toEqual(after);
  });

  it('within the cool-down gives what is stored, and says that nothing was sent', async () => {
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

describe('a picture that could not be fetched', () => {
  it('is an error, and Wawp is not asked again for where it is', async () => {
    const source = stubSource(() => ({ status: 'available', url: 'https://evil.example/a.jpg' }));
    const { get } = gatewayOf({ source });
    const { error } = await only(get(JOHN));
    expect(error).toMatchObject({ code: 'invalid-response', retryable: false });
    expect(error.detail).toContain('imageHosts');
    await get(JOHN);
    expect(source.asked(JOHN)).toBe(1);
  });

  it('from a private address is never asked for', async () => {
    const source = stubSource(() => ({ status: 'available', url: 'https://127.0.0.1/a.jpg' }));
    const { error } = await only(gatewayOf({ source, imageHosts: ['127.0.0.1'] }).get(JOHN));
    expect(error).toMatchObject({ code: 'invalid-response', retryable: false });
  });
});

describe('gateways on one store', () => {
  it('ask once between them, also in the same instant', async () => {
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

  it('keep within their budget, and say when there is more', async () => {
    const source = stubSource((chatId) => (chatId === MONA ? FACE : { status: 'restricted' }));
    const { get } = gatewayOf({ source, rateLimit: { limit: 1, windowMs: 60_000 } });
    await get(MONA);
    const { error } = await only(get(JOHN));
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(source.calls).toHaveLength(1);
  });
});
