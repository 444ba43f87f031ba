import { type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { watchStorage } from '../support/watchStorage.js';
import { FACE, gatewayOf, JOHN, linesOf, MONA, numbers, only, SHOWN, settled } from './gateways.fixture.js';

/** Without jitter. */
const steadily = () => vi.spyOn(Math, 'random').mockReturnValue(0);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('calls to the source', () => {
  it('run ten at a time, and a slow chat does not delay the others', async () => {
    let running = 0;
    let most = 0;
    const slow = deferred<ChatPicture>();
    const source = stubSource(async (chatId) => {
      running += 1;
      most = Math.max(most, running);
      await settled();
      if (chatId === JOHN) await slow.promise;
      running -= 1;
      return FACE;
    });
    const response = await gatewayOf({ source }).stream(JOHN, ...numbers(60));
    const lines = linesOf(response);
    for (let i = 0; i < 60; i += 1) {
      expect((await lines.next()).value).not.toMatchObject({ chatId: JOHN });
    }
    slow.resolve(FACE);
    expect((await lines.next()).value).toMatchObject({ chatId: JOHN });
    expect((await lines.next()).done).toBe(true);
    expect(most).toBe(10);
  });

  it('time out after timeoutMs, time in the queue included, and abort', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const source = stubSource((_, __, call) => (call > 10 ? FACE : new Promise<ChatPicture>(() => {})));
    const { get } = gatewayOf({ source, timeoutMs: 5000 });
    const asked = get(...numbers(25));
    await vi.advanceTimersByTimeAsync(4999);
    expect(source.calls).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1);
    const { pictures } = await (await asked).json();
    expect(pictures).toHaveLength(25);
    expect(source.calls).toHaveLength(10);
    for (const { error } of pictures.slice(0, 10))
      expect(error).toMatchObject({ code: 'timeout', retryable: true });
    // The source was not asked about them, and is at once.
    for (const { error } of pictures.slice(10))
      expect(error).toMatchObject({ code: 'rate-limited', retryable: true, retryAfterMs: 1_000 });
    for (const { signal } of source.calls) expect(signal?.aborted).toBe(true);
    // That of the rate limiter, and the pause before the next write of failures. Both are unref'ed.
    expect(vi.getTimerCount()).toBe(2);
    const later = (await (await get(...numbers(25))).json()).pictures;
    for (const { error } of later.slice(0, 10)) expect(error.code).toBe('timeout');
    for (const { picture } of later.slice(10)) expect(picture.status).toBe('available');
  });

  it('are made when the store takes longer than half of timeoutMs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const source = stubSource(() => ({ status: 'restricted' }));
    const slowly = () => new Promise((resolve) => setTimeout(resolve, 1_500));
    const storage = watchStorage(createStorage(), slowly, ['getItem']);
    const asked = only(gatewayOf({ source, storage, timeoutMs: 2_000 }).get(JOHN));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await asked).picture).toEqual({ status: 'restricted' });
    expect(source.calls).toHaveLength(1);
  });

  it('pause for a minute after unauthorized, and reject with that error', async () => {
    steadily();
    let time = Date.parse('2026-11-01T08:00:00Z');
    let authorized = false;
    const events: PictureGatewayEvent[] = [];
    const source = stubSource(() =>
      authorized ? FACE : new ChatPictureError('unauthorized', 'Wawp refused the token.', { status: 401 }),
    );
    const { get, refresh } = gatewayOf({ source, now: () => time, onEvent: (event) => events.push(event) });
    await get(...numbers(30));
    // Only the calls that were in progress at the refusal.
    expect(source.calls.length).toBeLessThanOrEqual(10);
    const before = source.calls.length;

    time += 20_000;
    const { pictures } = await (await get(JOHN)).json();
    expect(pictures[0].error).toEqual({
      code: 'unauthorized',
      detail: 'Wawp refused the token.',
      retryable: false,
      retryAfterMs: 40_000,
      status: 401,
    });
    const refused = await refresh(JOHN);
    expect(refused.status).toBe(502);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(await refused.json()).toMatchObject({ code: 'unauthorized', retryable: false });
    expect(source.calls).toHaveLength(before);
    expect(events).toContainEqual({ type: 'source-paused', durationMs: 60_000 });

    time += 40_000;
    authorized = true;
    expect((await (await get(JOHN)).json()).pictures[0].picture).toEqual(SHOWN);
    // A refresh that sent nothing starts no cool-down.
    expect((await refresh(JOHN)).status).toBe(200);
  });
});

describe('a source that does not answer about a chat', () => {
  it.each([
    ['timeout', 2_000, 60_000],
    ['network', 1_000, 30_000],
  ] as const)('is asked again after a growing pause: %s', async (code, firstMs, longestMs) => {
    let time = 1_000_000;
    const source = stubSource(() => new ChatPictureError(code, 'No answer.'));
    const { get } = gatewayOf({ source, now: () => time });
    const pauses: number[] = [];
    for (let round = 1; round <= 8; round += 1) {
      await get(JOHN);
      const { error } = await only(get(JOHN));
      expect(error).toMatchObject({ code, retryable: true });
      expect(source.calls).toHaveLength(round);
      pauses.push(error.retryAfterMs);
      time += error.retryAfterMs;
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(firstMs);
    expect(pauses[0]).toBeLessThanOrEqual(1.25 * firstMs);
    expect(pauses[1]).toBeGreaterThanOrEqual(2 * firstMs);
    expect(pauses.at(-1)).toBe(longestMs);
  });
});

describe('a source that refuses every chat', () => {
  it('is paused after unauthorized for a minute, and longer each time, up to ten minutes', async () => {
    let time = 1_000_000;
    const pauses: number[] = [];
    const source = stubSource(() => new ChatPictureError('unauthorized', 'No.'));
    const { get } = gatewayOf({
      source,
      now: () => time,
      onEvent: (event) => event.type === 'source-paused' && pauses.push(event.durationMs),
    });
    for (let round = 1; round <= 8; round += 1) {
      await get(JOHN);
      await get(MONA);
      expect(source.calls).toHaveLength(round);
      time += pauses.at(-1) ?? 0;
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(60_000);
    expect(pauses[0]).toBeLessThanOrEqual(75_000);
    expect(pauses[1]).toBeGreaterThanOrEqual(120_000);
    expect(pauses[1]).toBeLessThanOrEqual(150_000);
    expect(pauses.slice(-2)).toEqual([600_000, 600_000]);
  });

  it('is not paused longer when the clock steps back', async () => {
    steadily();
    let time = Date.parse('2026-11-04T08:00:00Z');
    let authorized = false;
    const source = stubSource(() => (authorized ? FACE : new ChatPictureError('unauthorized', 'No.')));
    const { get, refresh } = gatewayOf({ source, now: () => time });
    await get(JOHN);
    authorized = true;
    time -= 3 * 24 * 60 * 60 * 1000;
    expect((await only(get(JOHN))).error.retryAfterMs).toBe(60_000);
    time += 60_000;
    expect((await only(get(JOHN))).picture).toEqual(SHOWN);
    expect((await refresh(JOHN)).status).toBe(200);
    time -= 3 * 24 * 60 * 60 * 1000;
    expect((await refresh(JOHN)).headers.get('retry-after')).toBe('60');
    time += 60_000;
    expect((await refresh(JOHN)).status).toBe(200);
  });
});

describe('the negative cache', () => {
  it.each([
    ['server-error', new ChatPictureError('server-error', 'Wawp answered 500.', { status: 500 }), 600_000],
    ['session-not-ready', new ChatPictureError('session-not-ready', 'Stopped.'), 60_000],
    [
      'invalid-response',
      new ChatPictureError('invalid-response', 'Wawp answered 422.', { status: 422 }),
      600_000,
    ],
    ['an answer that is not a picture', { status: 'surprise' } as unknown as ChatPicture, 600_000],
  ])(
    'keeps %s for 2 s, and longer after each further failure of that chat, and asks about the others',
    async (_, failure, longest) => {
      steadily();
      let time = 1_000_000;
      let healthy = false;
      const source = stubSource((chatId) => (chatId === JOHN && !healthy ? failure : FACE));
      const { get, refresh } = gatewayOf({ source, now: () => time });
      const retryAfter = async () => (await only(get(JOHN))).error.retryAfterMs;
      await get(JOHN);
      expect(await retryAfter()).toBe(2_000);
      expect(await retryAfter()).toBe(2_000);
      expect(source.asked(JOHN)).toBe(1);
      expect((await only(get(MONA))).picture.status).toBe('available');

      time += 2_000;
      await get(JOHN);
      expect(source.asked(JOHN)).toBe(2);
      expect(await retryAfter()).toBeGreaterThanOrEqual(4_000);
      for (let failures = 3; failures <= 12; failures += 1) {
        time += await retryAfter();
        await get(JOHN);
      }
      expect(source.asked(JOHN)).toBe(12);
      expect(await retryAfter()).toBe(longest);

      // A person may ask at once.
      healthy = true;
      expect((await refresh(JOHN)).status).toBe(200);
      expect((await only(get(JOHN))).picture.status).toBe('available');
    },
  );

  it('keeps 100 chats that fail at once for 2 to 2.5 s, and not all for the same time', async () => {
    const source = stubSource(() => new ChatPictureError('server-error', 'Wawp answered 502.'));
    const { get } = gatewayOf({ source, now: () => 1_000_000 });
    const chats = numbers(100);
    await get(...chats);
    const { pictures } = await (await get(...chats)).json();
    const pauses = pictures.map(({ error }: { error: { retryAfterMs: number } }) => error.retryAfterMs);
    expect(pauses).toHaveLength(100);
    expect(new Set(pauses).size).toBeGreaterThan(50);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(2_500);
    expect(source.calls).toHaveLength(100);
  });

  const limited = (retryAfterMs: number) =>
    new ChatPictureError('rate-limited', 'Slow down.', { retryAfterMs });

  it('sends nothing for that chat until Retry-After has passed', async () => {
    let time = 1_000_000;
    const source = stubSource((chatId, _, call) => (chatId === JOHN && call === 1 ? limited(60_000) : FACE));
    const { get, refresh } = gatewayOf({ source, now: () => time });
    for (const passed of [0, 20_000, 39_999]) {
      time += passed;
      const { error } = await only(get(JOHN));
      expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
      expect(error.retryAfterMs).toBe(1_060_000 - time);
    }
    const refused = await refresh(JOHN);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(source.calls).toHaveLength(1);
    expect((await only(get(MONA))).picture.status).toBe('available');
    time += 1;
    expect((await only(get(JOHN))).picture.status).toBe('available');
  });

  it('lasts five seconds for rate-limited without Retry-After', async () => {
    let time = 1_000_000;
    const source = stubSource((_, __, call) =>
      call === 1 ? new ChatPictureError('rate-limited', 'rate-overlimit') : FACE,
    );
    const { get } = gatewayOf({ source, now: () => time });
    for (const passed of [0, 3_000, 1_999]) {
      time += passed;
      expect((await only(get(JOHN))).error).toMatchObject({ code: 'rate-limited', retryable: true });
    }
    expect(source.calls).toHaveLength(1);
    time += 1;
    expect((await only(get(JOHN))).picture.status).toBe('available');
  });

  it('lasts an hour at most', async () => {
    let time = 1_000_000;
    const source = stubSource((chatId, _, call) => {
      if (call > 2) return FACE;
      return chatId === JOHN
        ? limited(1e15)
        : new ChatPictureError('unauthorized', 'No.', { retryAfterMs: 1e15 });
    });
    const { get } = gatewayOf({ source, now: () => time });
    await get(JOHN);
    await get(MONA);
    time += 60 * 60 * 1000;
    expect((await only(get(JOHN))).picture.status).toBe('available');
    expect((await only(get(MONA))).picture.status).toBe('available');
  });

  it('serves the stale picture at once to later callers while the source hangs', async () => {
    vi.useFakeTimers();
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, __, call) => (call === 1 ? FACE : answer.promise));
    const { get } = gatewayOf({ source });
    await get(JOHN);
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1000);
    const first = get(JOHN);
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await only(first)).picture).toMatchObject({ status: 'available', stale: true });
    expect((await only(get(JOHN))).picture).toMatchObject({ status: 'available', stale: true });
    expect(source.calls).toHaveLength(2);
    answer.resolve(FACE);
    await vi.advanceTimersByTimeAsync(0);
  });
});

it('answers 429 at once when the upstream queue is full', async () => {
  const answer = deferred<ChatPicture>();
  const { get } = gatewayOf({ source: stubSource(() => answer.promise) });
  const ids = numbers(1_100);
  const waiting = Array.from({ length: 11 }, (_, i) => get(...ids.slice(i * 100, (i + 1) * 100)));
  const isAnswered = (answer: Promise<Response>) =>
    Promise.race([answer.then(() => true), settled().then(() => false)]);
  await settled();
  expect(await isAnswered(waiting[0] as Promise<Response>)).toBe(false);
  const refused = await get(...numbers(1_200).slice(1_100));
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ code: 'rate-limited', retryable: true });
  // Otherwise they time out during another test.
  answer.resolve(FACE);
  await Promise.all(waiting);
});

it('ignores an invalid asOf of the source', async () => {
  for (const asOf of [new Date(), Number.NaN, '2026-01-01', -1, 1n]) {
    const source = stubSource(() => ({ ...FACE, asOf }) as never);
    const { get } = gatewayOf({ source });
    expect((await only(get(JOHN))).picture.status).toBe('available');
    expect((await only(get(JOHN))).picture.asOf).toEqual(expect.any(Number));
    expect(source.calls).toHaveLength(1);
  }
});
