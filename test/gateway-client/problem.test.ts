import type { ChatPictureError } from 'chat-avatar';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { failure, line, openResponse, sourceOf } from './gatewaySources.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('a problem', () => {
  const problem = (status: number, body: BodyInit | null = null, headers: Record<string, string> = {}) =>
    failure(sourceOf(() => new Response(body, { status, headers })).source.getChatPicture(JOHN));

  it.each([
    [400, 'invalid-response'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'invalid-response'],
    [405, 'invalid-response'],
    [408, 'timeout'],
    [415, 'invalid-response'],
    [418, 'invalid-response'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [502, 'server-error'],
    [503, 'server-error'],
    [504, 'timeout'],
    [301, 'invalid-response'],
    [302, 'invalid-response'],
    [304, 'invalid-response'],
    [204, 'invalid-response'],
  ])('of status %d is the error %s', async (status, code) => {
    const retryable = ['rate-limited', 'timeout', 'server-error'].includes(code);
    expect(await problem(status)).toMatchObject({ code, status, retryable });
  });

  it('names a redirect, also in a browser, which hides its location', async () => {
    expect(String(await problem(302, null, { location: '/sign-in' }))).toMatch(/a redirect.*sign-in page/);
    const opaque = Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } });
    const error = await failure(sourceOf(() => opaque).source.getChatPicture(JOHN));
    expect(error).toMatchObject({ code: 'invalid-response', message: expect.stringContaining('a redirect') });
  });

  it('has the code of its problem document', async () => {
    const document = { code: 'session-not-ready', detail: 'Scan the QR code.', retryable: true, status: 503 };
    expect(await problem(503, JSON.stringify(document))).toMatchObject({
      code: 'session-not-ready',
      message: 'Scan the QR code.',
      retryable: true,
      status: 503,
    });
    const forbidden = JSON.stringify({ code: 'forbidden', detail: 'You may not.', retryable: true });
    expect(await problem(403, forbidden)).toMatchObject({ code: 'unauthorized', retryable: false });
  });

  it('reads Retry-After in seconds, as a date, or in ms from the document', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-01T08:00:00Z'), toFake: ['Date'] });
    const waitAfter = async (value: string, body: string | null = null) =>
      ((await problem(429, body, { 'retry-after': value })) as ChatPictureError).retryAfterMs;
    expect(await waitAfter('7')).toBe(7000);
    expect(await waitAfter('Sun, 01 Nov 2026 08:00:30 GMT')).toBe(30_000);
    expect(await waitAfter('Sun, 01 Nov 2026 07:00:00 GMT')).toBe(0);
    expect(await waitAfter('soon')).toBeUndefined();
    expect(await waitAfter('60', '{"code":"rate-limited","retryAfterMs":59400}')).toBe(59_400);
  });

  it.each([
    ['HTML', '<!doctype html><title>Sign in</title>', 'text/html; charset=utf-8'],
    ['text', 'OK', 'text/plain'],
    ['another JSON', '{"ok":true}', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['broken JSON', '{"pictures":[', 'application/json'],
    ['nothing', '', 'application/json'],
  ])('is %s with status 200', async (_, body, type) => {
    const error = await problem(200, body, { 'content-type': type });
    expect(error).toMatchObject({ code: 'invalid-response', retryable: false, status: 200 });
    expect(String(error)).not.toContain('<');
  });
});

describe('a silent gateway', () => {
  it('times out; each chunk restarts the clock', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const open = openResponse();
    const { source, requests } = sourceOf(() => open.response, { timeoutMs: 1000 });
    const john = source.getChatPicture(JOHN);
    const mona = failure(source.getChatPicture(MONA));
    await vi.advanceTimersByTimeAsync(900);
    open.write(line({ chatId: JOHN, picture: NONE }));
    expect(await john).toEqual(NONE);
    await vi.advanceTimersByTimeAsync(900);
    expect(requests[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(await mona).toMatchObject({ code: 'timeout', retryable: true });
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('times out when single bytes keep arriving and the answer does not end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const open = openResponse();
    const { source, requests } = sourceOf(() => open.response, { timeoutMs: 1000 });
    let mona: unknown;
    failure(source.getChatPicture(MONA)).then((error) => {
      mona = error;
    });
    for (let chunk = 1; chunk <= 11; chunk += 1) {
      await vi.advanceTimersByTimeAsync(900);
      open.write(' ');
    }
    expect(mona).toBeUndefined();
    await vi.advanceTimersByTimeAsync(150);
    expect(mona).toMatchObject({ code: 'timeout', retryable: true });
    expect(String(mona)).toContain('has not ended its answer within 10000 ms');
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('accepts the longest time-out that a timer can have', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const open = openResponse();
    const { source } = sourceOf(() => open.response, { timeoutMs: 2 ** 31 - 1 });
    const john = source.getChatPicture(JOHN);
    await vi.advanceTimersByTimeAsync(1000);
    open.write(line({ chatId: JOHN, picture: NONE }));
    expect(await john).toEqual(NONE);
    open.close();
  });

  it('times out before the first header too, even when fetch ignores its signal', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { source } = sourceOf(() => new Promise(() => {}));
    for (const refresh of [false, true]) {
      const asked = failure(source.getChatPicture(JOHN, { refresh }));
      await vi.advanceTimersByTimeAsync(30_011);
      expect(await asked).toMatchObject({ code: 'timeout' });
    }
  });
});
