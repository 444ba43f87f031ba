import { parseChatId } from 'chat-avatar/wawp';
import { type EnrichProgress, enrichContacts } from 'chat-avatar-server/enricher';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import {
  chatIdOf,
  clientOf,
  type HandMadeOptions,
  HOUR,
  LOOPBACK,
  latestFirst,
  memory,
  NOW,
  people,
  startEmulator,
  startHandMadeWawp,
} from './enricher.fixture.js';

let photos: Buffer[];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  photos = await Promise.all([1, 2, 3].map((seed) => photograph(96, seed)));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** One of three pictures, by path. */
const image = (path: string) => photos[(Number(/\d+/.exec(path)?.[0]) || 0) % 3] ?? Buffer.alloc(0);

async function wawpWith(options: Omit<HandMadeOptions, 'image'> & Partial<HandMadeOptions>) {
  const wawp = await startHandMadeWawp({ image, ...options });
  closers.push(wawp.close);
  return wawp;
}

describe('selection of chats', () => {
  it('takes the 50 of 120 chats with the latest messages and requests each once', async () => {
    const chats = people(120);
    const wawp = await wawpWith({ chats });
    const { storage, store } = memory();
    const report = await enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK });

    const expected = latestFirst(chats).slice(0, 50);
    expect(report.chats.map(({ chatId }) => chatId)).toEqual(expected);
    expect(report.counts).toMatchObject({ stored: 50, failed: 0, 'not-tried': 0 });
    expect([...wawp.asked].sort()).toEqual([...expected].sort());
    expect(wawp.requests.join()).not.toContain('refresh');
    for (const { chatId } of report.chats) {
      const { hash = '', source = '' } = (await store.get(chatId))?.image ?? {};
      expect(await store.getImage(hash)).toEqual(new Uint8Array(image(new URL(source).pathname)));
    }
    expect(report.bytes).toBe(report.chats.reduce((sum, { bytes = 0 }) => sum + bytes, 0));
  });

  it.each([
    ['ignores limit and offset', false as const],
    [
      'returns at most 20 per page',
      (query: URLSearchParams, all: readonly { id: string }[]) => {
        const offset = Number(query.get('offset') ?? 0);
        return all.slice(offset, offset + Math.min(20, Number(query.get('limit') ?? 20)));
      },
    ],
    [
      'supports limit but ignores offset',
      (query: URLSearchParams, all: readonly { id: string }[]) =>
        all.slice(0, Number(query.get('limit') ?? 20)),
    ],
  ])('finds the latest chats if the overview %s', async (_, pages) => {
    const chats = people(90);
    const wawp = await wawpWith({ chats, pages });
    const { storage } = memory();
    const report = await enrichContacts({ source: clientOf(wawp.origin), storage, top: 30, ...LOOPBACK });
    expect(report.chats.map(({ chatId }) => chatId)).toEqual(latestFirst(chats).slice(0, 30));
    expect(report.counts.stored).toBe(30);
  });

  it('stops after the first page of a sorted overview', async () => {
    const chats = people(500).sort((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0));
    const wawp = await wawpWith({ chats });
    await enrichContacts({ source: clientOf(wawp.origin), ...memory(), top: 10, ...LOOPBACK });
    expect(wawp.overviews).toHaveLength(1);
    expect(wawp.overviews[0]?.get('limit')).toBe('20');
  });

  it.each([
    ['have no time', undefined],
    ['all have the same time', NOW - 5 * HOUR],
  ])('reads further pages if the first chats %s', async (_, lastMessageAt) => {
    const first = people(60).map((chat) => ({ ...chat, lastMessageAt }));
    const later = Array.from({ length: 3 }, (__, index) => ({
      id: chatIdOf(900 + index),
      lastMessageAt: NOW - index * 1_000,
    }));
    const wawp = await wawpWith({ chats: [...first, ...later] as never });
    const report = await enrichContacts({ source: clientOf(wawp.origin), ...memory(), top: 3, ...LOOPBACK });
    expect(report.chats.map(({ chatId }) => chatId)).toEqual(later.map(({ id }) => id));
  });

  it('merges two ids of one person and skips broadcasts', async () => {
    const wawp = await wawpWith({
      chats: [
        { id: 'status@broadcast', lastMessageAt: NOW },
        { id: '201234567890@s.whatsapp.net', lastMessageAt: NOW - 1000 },
        { id: '201234567890@c.us', name: 'Mona', lastMessageAt: NOW - 5000 },
        { id: '201234567890:12@c.us', lastMessageAt: NOW - 9000 },
        { id: '120363043968066561@g.us', name: 'Team', lastMessageAt: NOW - 3000 },
      ],
    });
    const { storage, store } = memory();
    const report = await enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK });
    expect(report.chats.map(({ chatId, name }) => [chatId, name])).toEqual([
      ['201234567890@c.us', 'Mona'],
      ['120363043968066561@g.us', 'Team'],
    ]);
    expect(wawp.asked).toHaveLength(2);
    expect(await store.get(parseChatId('201234567890@c.us'))).toMatchObject({ name: 'Mona' });
  });
});

describe('processing of a chat', () => {
  it('requests it after 20 h, and finds it unchanged without a download', async () => {
    let now = NOW;
    const wawp = await wawpWith({ chats: people(3) });
    const { storage } = memory();
    const run = () => enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK, now: () => now });
    expect((await run()).counts.stored).toBe(3);
    now += 20 * HOUR;
    const images = wawp.requests.filter((path) => path.startsWith('/cdn')).length;
    expect((await run()).counts.unchanged).toBe(3);
    expect(wawp.asked).toHaveLength(6);
    expect(wawp.requests.filter((path) => path.startsWith('/cdn'))).toHaveLength(images);
  });

  it('keeps the picture that was stored before its owner hid it', async () => {
    let now = NOW;
    let reply: { body: unknown } | undefined;
    const wawp = await wawpWith({ chats: people(1), picture: () => reply });
    const { storage, store } = memory();
    const run = () => enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK, now: () => now });
    await run();
    const before = await store.get(chatIdOf(0));
    for (const body of [{ url: null }, { url: 'restricted' }]) {
      now += 25 * HOUR;
      reply = { body };
      expect((await run()).counts.kept).toBe(1);
      const after = await store.get(chatIdOf(0));
      expect(after).toMatchObject({
        image: before?.image,
        firstSeen: NOW,
        lastSeen: NOW,
        hiddenSince: NOW + 25 * HOUR,
      });
    }
    now += 25 * HOUR;
    reply = undefined;
    expect((await run()).counts.unchanged).toBe(1);
    expect(await store.get(chatIdOf(0))).not.toHaveProperty('hiddenSince');
  });

  it.each([403, 410, 400])(
    'uses the picture of the overview, and requests a new URL if that one answers %i',
    async (status) => {
      const cdn = await startHttpServer((request, response) => {
        response.writeHead(request.url === '/dead.jpg' ? status : 200);
        response.end(image('1.jpg'));
      });
      closers.push(cdn.close);
      const wawp = await wawpWith({
        chats: [
          { id: chatIdOf(0), picture: `${cdn.origin}/alive.jpg` },
          { id: chatIdOf(1), picture: `${cdn.origin}/dead.jpg` },
          { id: chatIdOf(2), picture: null },
        ],
      });
      const report = await enrichContacts({ source: clientOf(wawp.origin), ...memory(), ...LOOPBACK });
      expect(report.chats.map(({ outcome, asked }) => [outcome, asked])).toEqual([
        ['stored', false],
        ['stored', true],
        ['stored', true],
      ]);
      expect([...wawp.asked].sort()).toEqual([chatIdOf(1), chatIdOf(2)]);
    },
  );

  it('reports stored, none, restricted, and failed with a code', async () => {
    const { emulator, origin, close } = await startEmulator({
      chats: [
        { id: chatIdOf(0), scenario: 'picture' },
        { id: chatIdOf(1), scenario: 'none' },
        { id: chatIdOf(2), scenario: 'restricted' },
        { id: chatIdOf(3), scenario: 'base64' },
        { id: chatIdOf(4), scenario: 'html-image' },
        { id: chatIdOf(5), scenario: 'expired-url' },
        { id: chatIdOf(6), scenario: 'html' },
        { id: chatIdOf(7), scenario: 'not-found' },
      ],
    });
    closers.push(close);
    const report = await enrichContacts({ source: clientOf(origin), ...memory(), ...LOOPBACK });
    const outcomes = Object.fromEntries(report.chats.map((chat) => [chat.chatId, chat.code ?? chat.outcome]));
    expect(outcomes).toEqual({
      [chatIdOf(0)]: 'stored',
      [chatIdOf(1)]: 'none',
      [chatIdOf(2)]: 'restricted',
      [chatIdOf(3)]: 'stored',
      [chatIdOf(4)]: 'image-not-an-image',
      [chatIdOf(5)]: 'image-http-error',
      [chatIdOf(6)]: 'invalid-response',
      [chatIdOf(7)]: 'none',
    });
    expect(emulator.requestCount()).toBe(8);
  });

  it('calls onProgress after each chat and ignores its errors', async () => {
    const wawp = await wawpWith({ chats: people(3) });
    const heard: EnrichProgress[] = [];
    const onProgress = (progress: EnrichProgress) => {
      heard.push(progress);
      throw new Error('The terminal is gone.');
    };
    await enrichContacts({ source: clientOf(wawp.origin), ...memory(), ...LOOPBACK, onProgress });
    expect(heard.map(({ done, total, counts }) => [done, total, counts.stored])).toEqual([
      [0, 3, 0],
      [1, 3, 1],
      [2, 3, 2],
      [3, 3, 3],
    ]);
    expect(heard.at(-1)?.chat).toMatchObject({ outcome: 'stored', asked: true });
  });

  it('dryRun only counts it', async () => {
    const wawp = await wawpWith({ chats: people(3) });
    const { storage } = memory();
    const report = await enrichContacts({
      source: clientOf(wawp.origin),
      storage,
      ...LOOPBACK,
      dryRun: true,
    });
    expect(report.counts['not-tried']).toBe(3);
    expect(report.stopped).toBeUndefined();
    expect(wawp.asked).toEqual([]);
    expect(await storage.getKeys()).toEqual([]);
  });
});
