import type { ChatPicture } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { saveUnsavedPictures } from '../../src/gateway/store/saveUnsavedPictures.js';
import { watchStorage } from '../support/watchStorage.js';
import { FACE, faceOf, gatewayOf, JOHN, ORIGIN, only, SHOWN } from './gateways.fixture.js';

const NOON = Date.UTC(2026, 10, 30, 12);

/** The calls that fail during the outage. */
const OUTAGES: [name: string, refused: RegExp][] = [
  ['does not answer', /./],
  // The store comes back between the two calls.
  ['does not answer the read of a record, and takes the write after it', /^get\w+ chats:/],
];

/** A picture that the enricher has pinned yesterday, and a gateway that has nothing in memory. */
async function setUp(refused: RegExp, first: ChatPicture = FACE) {
  const inner = createStorage();
  let isDown = false;
  const storage = watchStorage(inner, (call) =>
    isDown && refused.test(call)
      ? Promise.reject(Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' }))
      : undefined,
  );
  let answer = first;
  let time = NOON - 25 * 60 * 60 * 1000;
  const source = Object.assign(
    stubSource(() => answer),
    { getChatsOverview: async () => [{ chatId: JOHN as never, name: 'John Doe' }] },
  );
  const options = { source, now: () => time };
  expect((await enrichContacts({ ...options, storage: inner })).counts.stored).toBe(1);
  const known = await only(gatewayOf({ ...options, storage: inner }).get(JOHN));
  time = NOON;
  const gateway = gatewayOf({ ...options, storage });
  return {
    ...gateway,
    known: known.picture,
    /** During an outage the source gives this answer. Resolves when nothing waits in memory any more. */
    async duringOutage(next: ChatPicture, act: () => Promise<Response>) {
      answer = next;
      isDown = true;
      const response = await act();
      isDown = false;
      time += 1000;
      await saveUnsavedPictures(5_000);
      return response;
    },
    /** As another gateway on the store. */
    look: async () => (await only(gatewayOf({ ...options, storage: inner }).get(JOHN))).picture,
    /** Of another source, which this process has not read a record of. */
    other: gatewayOf({ storage, now: () => time, source: stubSource(() => ({ status: 'restricted' })) }),
    record: async () => JSON.parse(JSON.stringify(await inner.getItem(`chats:${JOHN}`))),
  };
}

describe.each(OUTAGES)('while the store %s', (_, refused) => {
  it.each<ChatPicture>([{ status: 'none', reason: 'empty' }, { status: 'restricted' }])(
    'an answer %o hides no picture that is pinned',
    async (hidden) => {
      const { get, duringOutage, look, known } = await setUp(refused);
      expect(known).toEqual(SHOWN);
      await duringOutage(hidden, () => get(JOHN));
      const { url, hiddenSince } = await look();
      expect(hiddenSince).toBe(NOON);
      expect(new URL(url, ORIGIN).pathname).toBe(new URL(known.url, ORIGIN).pathname);
    },
  );

  it('the answer of a refresh without a picture replaces no picture', async () => {
    const { refresh, duringOutage, record } = await setUp(refused);
    const before = await record();
    await duringOutage({ status: 'none', reason: 'empty' }, () => refresh(JOHN));
    expect(await record()).toEqual(before);
  });

  it('the same picture stays pinned, with the name and the time at which it was first seen', async () => {
    const { get, duringOutage, record } = await setUp(refused);
    const before = await record();
    await duringOutage(FACE, () => get(JOHN));
    const { keep, name, firstSeen } = await record();
    expect({ keep, name, firstSeen }).toEqual({
      keep: true,
      name: 'John Doe',
      firstSeen: before.firstSeen,
    });
  });

  it('`forget` finds the picture that another one has replaced', async () => {
    const { get, duringOutage, record } = await setUp(refused);
    const before = await record();
    await duringOutage(faceOf(0x112233), () => get(JOHN));
    const after = await record();
    expect(after.image.hash).not.toBe(before.image.hash);
    expect(after.replaced.map(({ hash }: { hash: string }) => hash)).toContain(before.image.hash);
  });

  it('the record of another source stays', async () => {
    const { other, duringOutage, record } = await setUp(refused);
    const { sourceId, image } = await record();
    await duringOutage(FACE, () => other.get(JOHN));
    const after = await record();
    expect(after.sourceId).not.toBe(sourceId);
    expect(after.others[sourceId].image).toEqual(image);
  });
});
