import { parseChatId } from 'chat-avatar/wawp';
import { createPictureGateway } from 'chat-avatar-server';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { engines } from '../support/engines.js';
import { chatIdOf, clientOf, LOOPBACK, memory, people, startHandMadeWawp } from './enricher.fixture.js';

let photos: Buffer[];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  photos = await Promise.all([1, 2].map((seed) => photograph(64, seed)));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function wawpWith(count: number) {
  const image = (path: string) => photos[Number(/(\d)\.jpg/.exec(path)?.[1]) % 2] ?? Buffer.alloc(0);
  const wawp = await startHandMadeWawp({ chats: people(count), image });
  closers.push(wawp.close);
  return wawp;
}

describe.each(Object.keys(engines))('enrichContacts on %s', (name) => {
  it('stores every picture, and another machine finds no chat due', async () => {
    const engine = await engines[name]?.();
    if (!engine) throw new Error('There is no such storage engine.');
    closers.push(engine.stop);
    const wawp = await wawpWith(12);
    const source = clientOf(wawp.origin);
    const first = await enrichContacts({ source, storage: await engine.open(), ...LOOPBACK });
    expect(first.counts.stored).toBe(12);
    const store = new PictureStore(await engine.open());
    for (const { chatId } of first.chats) {
      const record = await store.get(chatId);
      expect(await store.getImage(record?.image?.hash ?? '')).toBeInstanceOf(Uint8Array);
    }
    const second = await enrichContacts({ source, storage: await engine.open(), ...LOOPBACK });
    expect(second.counts['not-due']).toBe(12);
    expect(wawp.asked).toHaveLength(12);
  });
});

describe.each(['files', 'Redis'])('three concurrent enrichers on %s', (name) => {
  it('split the chats and request none twice', async () => {
    const engine = await engines[name]?.();
    if (!engine) throw new Error('There is no such storage engine.');
    closers.push(engine.stop);
    const wawp = await wawpWith(30);
    const runs = [1, 2, 3].map(async () => {
      const storage = await engine.open();
      return enrichContacts({
        source: clientOf(wawp.origin),
        storage,
        ...LOOPBACK,
        rateLimit: { limit: 200, windowMs: 1000 },
      });
    });
    const reports = await Promise.all(runs);
    expect(wawp.asked).toHaveLength(30);
    expect(reports.reduce((sum, { counts }) => sum + counts.stored, 0)).toBe(30);
    for (const { counts } of reports) expect(counts.stored + counts['not-due']).toBe(30);
  });
});

it('keeps the rate of a window under one second on Redis, which counts in whole seconds', async () => {
  const engine = await engines.Redis?.();
  if (!engine) throw new Error('There is no such storage engine.');
  closers.push(engine.stop);
  const wawp = await wawpWith(30);
  const start = performance.now();
  await enrichContacts({
    source: clientOf(wawp.origin),
    storage: await engine.open(),
    ...LOOPBACK,
    rateLimit: { limit: 2, windowMs: 20 },
  });
  expect(wawp.asked).toHaveLength(30);
  // Two requests per second would take 15 s.
  expect(performance.now() - start).toBeLessThan(14_000);
});

describe('while Wawp is down', () => {
  it('the gateway serves the stored pictures', async () => {
    const wawp = await wawpWith(3);
    const { storage } = memory();
    const source = clientOf(wawp.origin);
    await enrichContacts({ source, storage, ...LOOPBACK });
    for (const close of closers.splice(0)) await close();

    const gateway = createPictureGateway({ source, storage, authorize: () => true });
    const chatId = parseChatId(chatIdOf(1));
    const answer = await gateway.fetch(new Request(`http://app.test/pictures?chatId=${chatId}`));
    const { pictures } = (await answer.json()) as {
      pictures: { picture?: { status: string; url?: string } }[];
    };
    expect(pictures[0]?.picture?.status).toBe('available');
    const image = await gateway.fetch(
      new Request(new URL(pictures[0]?.picture?.url ?? '', 'http://app.test')),
    );
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toMatch(/^image\//);
  });
});
