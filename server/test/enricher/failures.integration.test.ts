import { createWawpClient } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import {
  chatIdOf,
  clientOf,
  type HandMadeOptions,
  LOOPBACK,
  memory,
  type PictureReply,
  people,
  startHandMadeWawp,
} from './enricher.fixture.js';

let photo: Buffer;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  photo = await photograph(64);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function wawpWith(options: Omit<HandMadeOptions, 'image'>) {
  const wawp = await startHandMadeWawp({ image: () => photo, ...options });
  closers.push(wawp.close);
  return wawp;
}

describe('failures of Wawp or the store (run ends)', () => {
  it.each<[string, PictureReply]>([
    [
      'unauthorized',
      { status: 401, body: { message: 'Invalid or Missing Access Token', error: 'Unauthorized' } },
    ],
    [
      'session-not-ready',
      {
        status: 422,
        body: { error: 'Session status is not as expected', status: 'SCAN_QR_CODE', expected: ['WORKING'] },
      },
    ],
  ])('stops the run: %s', async (code, reply) => {
    const wawp = await wawpWith({
      chats: people(30),
      picture: () => (wawp.asked.length > 10 ? reply : undefined),
    });
    const { storage } = memory();
    const report = await enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK });
    expect(report.stopped?.code).toBe(code);
    expect(report.stopped?.message).not.toContain('a-secret-token');
    expect(report.counts.stored).toBe(10);
    // A request in progress may still finish.
    expect(wawp.asked.length).toBeLessThanOrEqual(12);
    expect(report.counts['not-tried']).toBe(30 - wawp.asked.length);
    expect(report.chats).toHaveLength(30);

    const healed = await wawpWith({ chats: people(30) });
    const rest = await enrichContacts({ source: clientOf(healed.origin), storage, ...LOOPBACK });
    expect(healed.asked).toHaveLength(20);
    expect(rest.counts).toMatchObject({ stored: 20, 'not-due': 10 });
  });

  it('rejects if the overview cannot be read', async () => {
    const wawp = await wawpWith({ chats: [] });
    await wawp.close();
    closers.length = 0;
    const options = { ...memory(), ...LOOPBACK, maxOutageMs: 500 };
    const run = enrichContacts({ source: clientOf(wawp.origin), ...options });
    await expect(run).rejects.toMatchObject({ name: 'ChatPictureError', code: 'network' });
  });

  it('ends the run when the store is full', async () => {
    const wawp = await wawpWith({ chats: people(20) });
    const storage = createStorage();
    let writes = 0;
    const full = {
      ...storage,
      setItem: async (key: string, value: string) => {
        writes += 1;
        if (writes > 3) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        return storage.setItem(key, value);
      },
    };
    const report = await enrichContacts({ source: clientOf(wawp.origin), storage: full, ...LOOPBACK });
    expect(report.stopped?.code).toBe('store-full');
    expect(wawp.asked.length).toBeLessThan(8);
  });
});

describe('failures of one chat', () => {
  it('are retried at the end and do not affect other chats', async () => {
    const wawp = await wawpWith({
      chats: people(6),
      picture: (chatId, times) =>
        chatId === chatIdOf(0) && times === 1 ? { status: 502, body: 'Bad Gateway' } : undefined,
    });
    const report = await enrichContacts({ source: clientOf(wawp.origin), ...memory(), ...LOOPBACK });
    expect(report.counts.stored).toBe(6);
    expect(wawp.asked.filter((id) => id === chatIdOf(0))).toHaveLength(2);
    expect(wawp.asked).toHaveLength(7);
  });

  it.each([
    [500, 4],
    [504, 2],
  ])('are retried a limited number of times: HTTP %i, %i tries', async (status, tries) => {
    const wawp = await wawpWith({ chats: people(1), picture: () => ({ status, body: {} }) });
    const report = await enrichContacts({ source: clientOf(wawp.origin), ...memory(), ...LOOPBACK });
    expect(report.counts.failed).toBe(1);
    expect(wawp.asked).toHaveLength(tries);
  });

  it('leave the stored record unchanged', async () => {
    let reply: PictureReply | undefined;
    let now = Date.UTC(2026, 10, 23);
    const wawp = await wawpWith({ chats: people(1), picture: () => reply });
    const { storage, store } = memory();
    const run = () => enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK, now: () => now });
    await run();
    const before = await store.get(chatIdOf(0));
    now += 25 * 60 * 60 * 1000;
    for (const [body, code] of [
      [{ url: 'https://evil.example/x.jpg' }, 'image-host-not-allowed'],
      ['<html>', 'invalid-response'],
    ]) {
      reply = { body };
      expect((await run()).chats[0]?.code).toBe(code);
      expect(await store.get(chatIdOf(0))).toEqual(before);
    }
  });

  it('repair damaged records and images with one request each', async () => {
    const wawp = await wawpWith({ chats: people(4) });
    const { storage, store } = memory();
    const run = () => enrichContacts({ source: clientOf(wawp.origin), storage, ...LOOPBACK });
    await run();
    await storage.setItem(`chats:${chatIdOf(1)}`, '{"v":1,"status":"avail');
    await storage.setItem(`chats:${chatIdOf(2)}`, '[]');
    const report = await run();
    expect(report.counts).toMatchObject({ stored: 2, 'not-due': 2 });
    expect(wawp.asked.slice(4).sort()).toEqual([chatIdOf(1), chatIdOf(2)]);

    const [image = ''] = await storage.getKeys('images');
    await storage.setItemRaw(image, Buffer.from('torn'));
    // All four chats share the picture: the first ones download it again, the others find it.
    const { stored, 'not-due': notDue } = (await run()).counts;
    expect(stored).toBeGreaterThan(0);
    expect(stored + notDue).toBe(4);
    const record = await store.get(chatIdOf(3));
    expect(await store.getImage(record?.image?.hash ?? '')).toEqual(new Uint8Array(photo));
  });

  it('private addresses are refused without dangerouslyAllowPrivateAddresses', async () => {
    const wawp = await wawpWith({ chats: people(2) });
    const images = () => wawp.requests.filter((path) => path.startsWith('/cdn'));
    const report = await enrichContacts({
      source: clientOf(wawp.origin),
      ...memory(),
      ...LOOPBACK,
      dangerouslyAllowPrivateAddresses: false,
    });
    expect(report.counts.failed).toBe(2);
    expect(images()).toEqual([]);
  });
});

describe('rate limiting', () => {
  it('waits at least Retry-After, then continues', async () => {
    let limitedAt = 0;
    const askedAt: number[] = [];
    const wawp = await wawpWith({
      chats: people(8),
      picture: () => {
        askedAt.push(performance.now());
        if (askedAt.length !== 3) return undefined;
        limitedAt = performance.now();
        return { status: 429, body: { message: 'Too Many Requests' }, headers: { 'retry-after': '1' } };
      },
    });
    const waits: unknown[] = [];
    const report = await enrichContacts({
      source: clientOf(wawp.origin),
      ...memory(),
      ...LOOPBACK,
      concurrency: 1,
      onProgress: ({ waitingUntil }) => waitingUntil && waits.push(waitingUntil),
    });
    expect(report.counts.stored).toBe(8);
    expect(wawp.asked).toHaveLength(9);
    const next = askedAt.find((time) => time > limitedAt) ?? 0;
    expect(next - limitedAt).toBeGreaterThanOrEqual(1000);
    expect(waits).toHaveLength(1);
  });

  it.each([
    { limit: 20, windowMs: 1000 },
    { limit: 10, windowMs: 500 },
  ])('sends at most $limit requests per $windowMs ms', async (rateLimit) => {
    const wawp = await wawpWith({ chats: people(11) });
    const start = performance.now();
    await enrichContacts({
      source: clientOf(wawp.origin),
      ...memory(),
      ...LOOPBACK,
      rateLimit,
      concurrency: 8,
    });
    expect(performance.now() - start).toBeGreaterThan(450);
  });
});

describe('options', () => {
  const source = createWawpClient({
    instanceId: 'a',
    accessToken: 'b',
    fetch: async () => Response.json([]),
  });

  it.each([
    [{ source: undefined }, 'source'],
    [{ source: { getChatPicture: async () => undefined } }, 'source'],
    [{ storage: {} }, 'storage'],
    [{ top: 0 }, 'top'],
    [{ top: 2.5 }, 'top'],
    [{ concurrency: Number.NaN }, 'concurrency'],
    [{ rateLimit: { limit: -1, windowMs: 1000 } }, 'rateLimit.limit'],
    [{ rateLimit: { limit: 20, windowMs: 0 } }, 'rateLimit.windowMs'],
    [{ imageHosts: ['*'] }, 'host'],
  ])('rejects %o with a TypeError', async (wrong, message) => {
    const options = { source, storage: createStorage(), ...wrong } as Parameters<typeof enrichContacts>[0];
    await expect(enrichContacts(options)).rejects.toThrow(message);
    await expect(enrichContacts(options)).rejects.toBeInstanceOf(TypeError);
  });

  it('an abort rejects with the reason of the signal', async () => {
    const reason = new Error('Closing time');
    await expect(
      enrichContacts({ source, storage: createStorage(), signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);

    const controller = new AbortController();
    const wawp = await wawpWith({
      chats: people(20),
      picture: () => {
        if (wawp.asked.length === 5) controller.abort(reason);
        return undefined;
      },
    });
    const { storage } = memory();
    const run = enrichContacts({
      source: clientOf(wawp.origin),
      storage,
      ...LOOPBACK,
      signal: controller.signal,
    });
    await expect(run).rejects.toBe(reason);
    expect(wawp.asked.length).toBeLessThanOrEqual(6);
  });
});
