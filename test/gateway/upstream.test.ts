import type { ChatPicture } from 'chat-avatar';
import type { PictureGatewayEvent } from 'chat-avatar/gateway';
import { ChatPictureError } from 'chat-avatar/wawp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../support/sources.js';
import { FACE, gatewayOf, JOHN, linesOf, numbers, SHOWN, settled } from './gateways.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('the source', () => {
  it('gets no more than ten calls at a time, and a slow chat holds nobody else back', async () => {
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

  it('has a deadline, however many wait for their turn, and is told when it has passed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const source = stubSource(() => new Promise<ChatPicture>(() => {}));
    const asked = gatewayOf({ source, timeoutMs: 5000 }).get(...numbers(25));
    await vi.advanceTimersByTimeAsync(4999);
    expect(source.calls).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1);
    const { pictures } = await (await asked).json();
    expect(pictures).toHaveLength(25);
    for (const { error } of pictures) expect(error).toMatchObject({ code: 'timeout', retryable: true });
    for (const { signal } of source.calls) expect(signal?.aborted).toBe(true);
    // That of the budget, which keeps no process alive.
    expect(vi.getTimerCount()).toBe(1);
  });

  it('is left alone for a minute after unauthorized, and everybody hears why', async () => {
    let time = Date.parse('2026-11-01T08:00:00Z');
    let authorized = false;
    const events: PictureGatewayEvent[] = [];
    const source = stubSource(() =>
      authorized ? FACE : new ChatPictureError('unauthorized', 'Wawp refused the token.', { status: 401 }),
    );
    const { get, refresh } = gatewayOf({ source, now: () => time, onEvent: (event) => events.push(event) });
    await get(...numbers(30));
    // What was under way when the refusal came, and not one more.
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
    // A refusal that sent nothing starts no cool-down.
    expect((await refresh(JOHN)).status).toBe(200);
  });
});
