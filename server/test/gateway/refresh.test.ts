import type { ChatPicture } from 'chat-avatar/wawp';
import { ChatPictureError } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { FACE, faces, gatewayOf, JOHN, MONA, ORIGIN, settled } from './gateways.fixture.js';

describe('POST /pictures/refresh', () => {
  const NOON = Date.parse('2026-11-01T12:00:00Z');

  it('is sent once for concurrent calls, and is throttled within the cool-down', async () => {
    let time = NOON;
    const source = faces();
    const { get, refresh } = gatewayOf({ source, now: () => time });
    for (const response of await Promise.all([refresh(JOHN), refresh(JOHN), refresh(JOHN)])) {
      expect(await response.json()).toMatchObject({ chatId: JOHN, picture: { status: 'available' } });
    }
    time += 15_500;
    const throttled = await refresh('201234567890@s.whatsapp.net');
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBe('45');
    expect(await throttled.json()).toMatchObject({
      code: 'rate-limited',
      retryable: true,
      retryAfterMs: 44_500,
    });
    expect(source.refreshes()).toBe(1);

    expect((await refresh(MONA)).status).toBe(200);
    expect((await get(JOHN)).status).toBe(200);
    time += 44_500;
    expect((await refresh(JOHN)).status).toBe(200);
    expect(source.refreshes()).toBe(3);
  });

  it('starts a cool-down after a failure too, or the longer Retry-After of the source', async () => {
    let time = NOON;
    const source = stubSource(() => new ChatPictureError('rate-limited', 'No.', { retryAfterMs: 90_000 }));
    const { refresh } = gatewayOf({ source, now: () => time });
    const failed = await refresh(JOHN);
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([429, '90']);
    time += 89_999;
    expect((await refresh(JOHN)).status).toBe(429);
    expect(source.refreshes()).toBe(1);
    time += 1;
    await refresh(JOHN);
    expect(source.refreshes()).toBe(2);
  });

  it('answers a body that never ends with 408', async () => {
    const { at } = gatewayOf({ timeoutMs: 30 });
    const response = await at('/pictures/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(408);
    expect(await response.json()).toMatchObject({ code: 'request-timeout' });
  });

  it('is not aborted when the caller leaves', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource(() => answer.promise);
    const { fetch } = gatewayOf({ source });
    const controller = new AbortController();
    void fetch(
      new Request(`${ORIGIN}/pictures/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chatId: JOHN }),
        signal: controller.signal,
      }),
    );
    await settled();
    controller.abort();
    expect(source.calls.map(({ signal }) => signal?.aborted)).toEqual([false]);
    answer.resolve(FACE);
  });

  it.each([
    ['invalid-chat-id', 400],
    ['unauthorized', 502],
    ['session-not-ready', 503],
    ['rate-limited', 429],
    ['timeout', 504],
    ['network', 502],
    ['server-error', 502],
    ['invalid-response', 502],
  ] as const)('answers the source error %s with status %d', async (code, status) => {
    const source = stubSource(() => new ChatPictureError(code, 'The reason, and a remedy.'));
    const response = await gatewayOf({ source }).refresh(JOHN);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, status, detail: 'The reason, and a remedy.' });
  });
});
