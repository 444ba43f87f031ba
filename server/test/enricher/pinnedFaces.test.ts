import { createPictureGateway } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { enrichContacts } from '../../src/enricher/index.js';

const JOHN = '201234567890@c.us';
const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-01T12:00:00Z');

let face: string;
let otherFace: string;
beforeAll(async () => {
  const [one, other] = await Promise.all([photograph(32, 1), photograph(32, 2)]);
  face = `data:image/jpeg;base64,${one.toString('base64')}`;
  otherFace = `data:image/jpeg;base64,${other.toString('base64')}`;
});

/** A store shared by an enricher and a gateway, and a picture that its owner can hide. */
function setUp() {
  const storage = createStorage();
  let time = NOON;
  let hidden = false;
  let isDown = false;
  let shown = face;
  const source = stubSource(() => {
    if (isDown) throw new Error('Wawp is down.');
    return hidden ? { status: 'restricted' } : picture(shown);
  });
  const chats = Object.assign(source, {
    getChatsOverview: async () => [
      { chatId: JOHN, name: 'John', lastMessage: { body: 'Hi', timestamp: NOON } } as never,
    ],
  });
  const gateway = createPictureGateway({ source, storage, authorize: () => true, now: () => time });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await gateway.fetch(new Request(`https://inbox.example.com${path}`, init));
    return response.headers.get('content-type')?.includes('json') ? response.json() : response;
  };
  return {
    source,
    pass: (ms: number) => (time += ms),
    hide: (value = true) => (hidden = value),
    change: () => (shown = otherFace),
    goDown: () => (isDown = true),
    enrich: () => enrichContacts({ source: chats as never, storage, now: () => time }),
    look: async () => (await ask(`/pictures?chatId=${JOHN}`)).pictures[0].picture,
    image: (url: string) => ask(url),
    refresh: () =>
      ask('/pictures/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chatId: JOHN }),
      }),
  };
}

describe('a picture stored by the enricher (pinned)', () => {
  it('stays when its owner hides it, with hiddenSince', async () => {
    const { enrich, hide, pass, look, image } = setUp();
    expect((await enrich()).counts.stored).toBe(1);
    const before = await look();
    expect(before).not.toHaveProperty('hiddenSince');
    pass(25 * HOUR);
    hide();
    expect((await enrich()).counts.kept).toBe(1);
    const after = await look();
    expect(after).toMatchObject({ status: 'available', asOf: NOON, hiddenSince: NOON + 25 * HOUR });
    expect(after.url.split('?')[0]).toBe(before.url.split('?')[0]);
    expect((await image(after.url)).status).toBe(200);
  });

  it('stays when the gateway learns that it is hidden, and loses hiddenSince when it is visible again', async () => {
    const { enrich, hide, pass, look, refresh } = setUp();
    await enrich();
    pass(25 * HOUR);
    hide();
    expect(await look()).toMatchObject({ status: 'available', hiddenSince: NOON + 25 * HOUR });
    expect(await refresh()).toMatchObject({ kept: true, picture: { status: 'available' } });
    pass(25 * HOUR);
    hide(false);
    expect(await look()).not.toHaveProperty('hiddenSince');
  });

  it('stays when Wawp is down too', async () => {
    const { enrich, hide, pass, look, goDown } = setUp();
    await enrich();
    pass(25 * HOUR);
    hide();
    await enrich();
    goDown();
    pass(25 * HOUR);
    expect(await look()).toMatchObject({ status: 'available', stale: true, hiddenSince: NOON + 25 * HOUR });
  });

  it('is pinned even if the gateway stored it first', async () => {
    const { enrich, hide, pass, look, source } = setUp();
    await look();
    expect((await enrich()).counts['not-due']).toBe(1);
    expect(source.calls).toHaveLength(1);
    pass(25 * HOUR);
    hide();
    expect(await look()).toMatchObject({ status: 'available' });
  });
});

describe('a picture stored by the gateway alone stays hidden', () => {
  it.each([
    ['the gateway learned that it is hidden', true],
    ['the enricher is the first to learn it', false],
  ])('after the first run of the enricher, when %s', async (_, looksBefore) => {
    const { enrich, hide, pass, look } = setUp();
    const { url } = await look();
    expect(url).toBeDefined();
    pass(25 * HOUR);
    hide();
    if (looksBefore) await look();
    expect((await enrich()).counts).toMatchObject({ stored: 0, kept: 0 });
    expect(await look()).toEqual({ status: 'restricted' });
    pass(25 * HOUR);
    await enrich();
    expect(await look()).toEqual({ status: 'restricted' });
  });

  it('even if an earlier picture of the chat is pinned', async () => {
    const { enrich, hide, change, pass, look } = setUp();
    await enrich();
    pass(25 * HOUR);
    change();
    expect(await look()).toMatchObject({ status: 'available' });
    pass(25 * HOUR);
    hide();
    expect(await look()).toEqual({ status: 'restricted' });
  });
});

it('a picture stored by the gateway alone becomes restricted when its owner hides it', async () => {
  const { hide, pass, look } = setUp();
  await look();
  pass(25 * HOUR);
  hide();
  expect(await look()).toEqual({ status: 'restricted' });
});
