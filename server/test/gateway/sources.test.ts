import type { ChatPicture } from 'chat-avatar/wawp';
import { enrichContacts, forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, faceOf, gatewayOf, JOHN, only, SHOWN } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

/** Two sources on one store: one may see the picture, the other may not. */
function setUp(namespace?: string) {
  const storage = createStorage();
  let time = NOON;
  const sourceOf = (answer: () => ChatPicture) =>
    Object.assign(stubSource(answer), { getChatsOverview: async () => [{ chatId: JOHN as never }] });
  let isHidden = false;
  const sources = {
    sees: sourceOf(() => (isHidden ? { status: 'restricted' } : FACE)),
    not: sourceOf(() => ({ status: 'restricted' })),
  };
  const options = { storage, namespace, now: () => time };
  return {
    storage,
    sources,
    sees: gatewayOf({ ...options, source: sources.sees }),
    not: gatewayOf({ ...options, source: sources.not }),
    enrich: (source: keyof typeof sources) => enrichContacts({ ...options, source: sources[source] }),
    pass: () => (time += 25 * 60 * 60 * 1000),
    hide: () => (isHidden = true),
  };
}

const look = async ({ get }: ReturnType<typeof gatewayOf>) => (await only(get(JOHN))).picture;

describe('two sources on one store', () => {
  it("never get each other's pictures, and each is asked once a day", async () => {
    const { sees, not, sources } = setUp();
    for (let round = 0; round < 3; round += 1) {
      expect(await look(sees)).toEqual(SHOWN);
      expect(await look(not)).toEqual({ status: 'restricted' });
    }
    expect([sources.sees.asked(JOHN), sources.not.asked(JOHN)]).toEqual([1, 1]);
  });

  it('are each enriched', async () => {
    const { enrich } = setUp();
    expect((await enrich('sees')).counts.stored).toBe(1);
    expect((await enrich('not')).counts).toMatchObject({ restricted: 1, unchanged: 0, 'not-due': 0 });
  });

  it('do not see a picture that the other has pinned, and do not lose it', async () => {
    const { enrich, sees, not, pass, hide } = setUp();
    await enrich('sees');
    pass();
    hide();
    expect(await look(not)).toEqual({ status: 'restricted' });
    await enrich('not');
    expect(await look(sees)).toMatchObject({ status: 'available', hiddenSince: expect.any(Number) });
    expect(await look(not)).toEqual({ status: 'restricted' });
  });

  it('have a cool-down each', async () => {
    const { sees, not } = setUp();
    expect((await sees.refresh(JOHN)).status).toBe(200);
    expect((await not.refresh(JOHN)).status).toBe(200);
    expect((await not.refresh(JOHN)).status).toBe(429);
  });

  it('are both forgotten', async () => {
    const { sees, not, storage } = setUp();
    await look(sees);
    await look(not);
    await forgetChat({ storage, chatId: JOHN });
    expect((await storage.getKeys()).filter((key) => key.includes(JOHN) || key.startsWith('images'))).toEqual(
      [],
    );
  });

  it('share their pictures with the same namespace', async () => {
    const { sees, not, enrich, sources } = setUp('shared on purpose');
    expect(await look(sees)).toEqual(SHOWN);
    expect(await look(not)).toEqual(SHOWN);
    expect((await enrich('not')).counts['not-due']).toBe(1);
    expect(sources.not.calls).toEqual([]);
  });
});

it('a Wawp instance keeps its pictures when the address of the API changes', async () => {
  const storage = createStorage();
  const at = (id: string) => ({ ...stubSource(() => FACE), id });
  await look(gatewayOf({ storage, source: at('wawp:123@http://10.0.0.1:3000') }));
  const moved = stubSource(() => faceOf(1));
  await look(gatewayOf({ storage, source: { ...moved, id: 'wawp:123' } }));
  expect(moved.calls).toEqual([]);
});

it('a record without a source, of an earlier version, is an answer for every source', async () => {
  const storage = createStorage();
  const source = stubSource(() => FACE);
  await look(gatewayOf({ storage, source }));
  const { sourceId, ...record } = (await storage.getItem<Record<string, unknown>>(`chats:${JOHN}`)) ?? {};
  expect(sourceId).toBe(source.id);
  await storage.setItem(`chats:${JOHN}`, JSON.stringify(record));
  const other = stubSource(() => faceOf(1));
  expect(await look(gatewayOf({ storage, source: other, now: () => Date.now() + DAY / 2 }))).toEqual(SHOWN);
  expect(other.calls).toEqual([]);
});
