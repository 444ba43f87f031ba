import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, faceOf, gatewayOf, JOHN, MONA, numbers, only } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A gateway without an enricher, and a clock. */
function setUp(options: { keepDays?: number } = {}) {
  const storage = createStorage();
  let time = NOON;
  let answer: ChatPicture = FACE;
  let onCollected: () => void = () => undefined;
  const events: PictureGatewayEvent[] = [];
  const source = stubSource((chatId) => (chatId === MONA ? faceOf(7) : answer));
  const gateway = gatewayOf({
    storage,
    source,
    now: () => time,
    signingSecret: 'a-long-random-secret',
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'garbage-collected') onCollected();
    },
    ...options,
  });
  const look = async (chatId = JOHN) => (await only(gateway.get(chatId))).picture;
  return {
    storage,
    events,
    look,
    at: gateway.at,
    get: gateway.get,
    answer: (next: ChatPicture) => {
      answer = next;
    },
    pass: (ms: number) => (time += ms),
    keys: async (base: string) => (await storage.getKeys(base)).length,
    /** Lets half a day pass, and waits for the collection that the next request starts. */
    collect: async () => {
      time += 13 * HOUR;
      const collected = new Promise<void>((resolve) => {
        onCollected = resolve;
      });
      await look(MONA);
      await collected;
    },
  };
}

describe('a gateway without an enricher', () => {
  it.each<[string, ChatPicture, number]>([
    ['replaced', faceOf(1), 2],
    ['hidden', { status: 'restricted' }, 1],
    ['removed', { status: 'none', reason: 'empty' }, 1],
  ])(
    'erases a %s picture within a day, with its sizes, so that its old URL is 404',
    async (_, next, left) => {
      const { look, at, answer, pass, collect, keys } = setUp();
      const { url } = await look();
      expect((await at(url)).status).toBe(200);
      await collect();
      expect((await at(url)).status).toBe(200);
      answer(next);
      pass(12 * HOUR);
      await look();
      await collect();
      expect(await keys('images')).toBe(left);
      expect(await keys('owners')).toBe(left);
      expect(await keys('sizes')).toBe(0);
      pass(-20 * HOUR);
      expect((await at(url)).status).toBe(404);
    },
  );

  it.each([
    ['keeps', 'are fresh for 24 h', DAY, 301],
    ['erases', 'have expired', DAY + 1, 1],
  ])('%s the answers about 300 numbers without a picture, which %s', async (_, __, age, left) => {
    const { get, answer, pass, collect, keys } = setUp();
    answer({ status: 'none', reason: 'not-found' });
    for (let start = 0; start < 300; start += 100) await get(...numbers(300).slice(start, start + 100));
    pass(age - 13 * HOUR);
    await collect();
    expect(await keys('chats')).toBe(left);
  });

  it('erases the answers about 300 numbers that were tried once within a day of their expiry', async () => {
    const { get, answer, collect, keys } = setUp();
    answer({ status: 'none', reason: 'not-found' });
    for (let start = 0; start < 300; start += 100) await get(...numbers(300).slice(start, start + 100));
    // The clock of a gateway in use: collections after 13 h, 26 h, 39 h.
    for (let hours = 13; hours <= 48; hours += 13) await collect();
    expect(await keys('chats')).toBe(1);
  });

  it('with keepDays erases chats that were not seen for that long, and no others', async () => {
    const { look, pass, collect, keys } = setUp({ keepDays: 30 });
    await look();
    await look(MONA);
    pass(28 * DAY);
    await look(MONA);
    await collect();
    expect(await keys('chats')).toBe(2);
    pass(3 * DAY);
    await collect();
    expect(await keys('chats')).toBe(1);
    expect(await keys('images')).toBe(1);
  });

  it('with keepDays erases nothing after a jump of the clock, and reports it', async () => {
    const { get, pass, collect, keys, events } = setUp({ keepDays: 30 });
    await get(...numbers(40));
    await collect();
    pass(10 * 365 * DAY);
    await collect();
    expect(await keys('chats')).toBe(41);
    expect(events).toContainEqual({ type: 'erasure-refused', chats: expect.any(Number) });
  });

  it('starts no collection more often than every 12 h, together with other gateways', async () => {
    const { events, collect, look, pass, storage } = setUp();
    await look();
    await collect();
    const other = gatewayOf({ storage, now: () => NOON + 15 * HOUR });
    await other.get(JOHN);
    pass(11 * HOUR);
    await look();
    await look();
    expect(events.filter(({ type }) => type === 'garbage-collected')).toHaveLength(1);
  });
});
