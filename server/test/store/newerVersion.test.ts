import type { PictureGatewayEvent } from 'chat-avatar-server';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, gatewayOf, JOHN, MONA, only, SHOWN } from '../gateway/gateways.fixture.js';

const NEWER = JSON.stringify({ v: 2, faces: [{ id: 'not known to this version' }] });

async function newerStore() {
  const storage = createStorage();
  await storage.setItem(`chats:${JOHN}`, NEWER);
  const source = Object.assign(
    stubSource(() => FACE),
    { getChatsOverview: async () => [{ chatId: JOHN as never }] },
  );
  const read = async () => JSON.stringify(await storage.getItem(`chats:${JOHN}`));
  return { storage, source, read };
}

describe('a record of a newer version', () => {
  it('is never overwritten by the gateway, which serves the picture from memory and says why', async () => {
    const { storage, source, read } = await newerStore();
    const events: PictureGatewayEvent[] = [];
    const { get, refresh, at } = gatewayOf({ storage, source, onEvent: (event) => events.push(event) });
    for (let round = 0; round < 2; round += 1) {
      const { picture } = await only(get(JOHN));
      expect(picture).toEqual(SHOWN);
      expect((await at(picture.url)).status).toBe(200);
    }
    await refresh(JOHN);
    expect((await only(get(MONA))).picture).toEqual(SHOWN);
    expect(await read()).toBe(NEWER);
    expect(source.asked(JOHN)).toBe(1);
    const reasons = events.map((event) => 'error' in event && String(event.error));
    expect(reasons).toContainEqual(
      expect.stringMatching(/newer version of chat-avatar-server.*Update this program/),
    );
  });

  it('is never overwritten by the enricher, which reports it', async () => {
    const { storage, source, read } = await newerStore();
    const report = await enrichContacts({ storage, source, maxOutageMs: 100, backOffMs: 1 });
    expect(JSON.stringify(report)).toContain('Update this program');
    expect(await read()).toBe(NEWER);
  });
});
