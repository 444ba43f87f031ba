import type { PictureGatewayEvent } from 'chat-avatar-server';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, gatewayOf, JOHN, numbers, ORIGIN, only } from './gateways.fixture.js';

const HOUR = 60 * 60 * 1000;

/** A gateway with 40 requests an hour, and its users `anna` and `ben`. */
function gatewayOfUsers() {
  const source = stubSource(() => FACE);
  const { fetch } = gatewayOf({
    source,
    rateLimit: { limit: 40, windowMs: HOUR },
    callerId: (request) => request.headers.get('x-user') ?? '',
    refreshCooldownMs: 0,
  });
  const get = async (user: string, ids: string[]) => {
    const url = `${ORIGIN}/pictures?${ids.map((id) => `chatId=${id}`).join('&')}`;
    const response = await fetch(new Request(url, { headers: { 'x-user': user } }));
    return (await response.json()).pictures as {
      picture?: object;
      error?: { code: string; retryAfterMs: number };
    }[];
  };
  const refresh = (user: string, chatId: string) =>
    fetch(
      new Request(`${ORIGIN}/pictures/refresh`, {
        method: 'POST',
        headers: { 'x-user': user, 'content-type': 'application/json' },
        body: JSON.stringify({ chatId }),
      }),
    );
  return { source, get, refresh };
}

describe('callerId', () => {
  it('limits one caller to a quarter of the rate limit, and leaves the rest to the others', async () => {
    const { source, get } = gatewayOfUsers();
    const greedy = await get('anna', numbers(30));
    expect(greedy.filter(({ picture }) => picture)).toHaveLength(10);
    const refused = greedy.find(({ error }) => error)?.error;
    expect(refused).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(refused?.retryAfterMs).toBeGreaterThan(HOUR - 60_000);
    expect(source.calls).toHaveLength(10);

    // Another caller gets the same chats, and stored pictures cost nothing.
    const others = await get('ben', numbers(20).slice(10));
    expect(others.filter(({ picture }) => picture)).toHaveLength(10);
    expect((await get('anna', numbers(20))).filter(({ picture }) => picture)).toHaveLength(20);
  });

  it('limits the refreshes of one caller to a twentieth, and all refreshes to a quarter', async () => {
    const { source, refresh } = gatewayOfUsers();
    const statuses = async (user: string, ids: string[]) => {
      const all: number[] = [];
      for (const id of ids) all.push((await refresh(user, id)).status);
      return all;
    };
    expect(await statuses('anna', numbers(3))).toEqual([200, 200, 429]);
    expect(await statuses('ben', numbers(3))).toEqual([200, 200, 429]);
    for (const user of ['carl', 'dora', 'ed']) expect(await statuses(user, numbers(2))).toEqual([200, 200]);
    expect(await statuses('fay', numbers(1))).toEqual([429]);
    expect(source.refreshes()).toBe(10);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no session'))],
    ['returns no text', () => undefined as unknown as string],
    ['returns an empty text', () => ''],
  ])('that %s is reported, and the request counts to the common limit', async (_, callerId) => {
    const events: PictureGatewayEvent[] = [];
    const { get } = gatewayOf({ callerId, onEvent: (event) => events.push(event) });
    expect((await only(get(JOHN))).picture.status).toBe('available');
    expect(events).toContainEqual({ type: 'caller-unknown', error: expect.any(Error) });
  });

  it('throws if it is not a function', () => {
    expect(() => gatewayOf({ callerId: 'anna' as never })).toThrow(/callerId is a function/);
  });
});
