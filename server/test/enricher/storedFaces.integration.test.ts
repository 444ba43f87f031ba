import { enrichContacts, forgetChat, listStoredFaces } from 'chat-avatar-server/enricher';
import type { Storage } from 'unstorage';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import {
  chatIdOf,
  clientOf,
  type HandMadeWawp,
  LOOPBACK,
  memory,
  NOW,
  people,
  startHandMadeWawp,
} from './enricher.fixture.js';

let photos: Buffer[];
beforeAll(async () => {
  photos = await Promise.all([1, 2, 3].map((seed) => photograph(96, seed)));
});

let wawp: HandMadeWawp;
afterEach(() => wawp.close());

/** Three people with pictures, the first two with the same one, and a fourth without. */
async function stored(): Promise<Storage> {
  wawp = await startHandMadeWawp({
    chats: people(4),
    picture: (chatId) => (chatId === chatIdOf(3) ? { body: { url: null } } : undefined),
    image: (path) => photos[path.includes(`${parseInt(chatIdOf(2), 10)}`) ? 1 : 0] as Buffer,
  });
  const { storage } = memory();
  await enrichContacts({ source: clientOf(wawp.origin), storage, now: () => NOW, ...LOOPBACK });
  return storage;
}

async function facesIn(storage: Storage) {
  const faces = [];
  for await (const face of listStoredFaces({ storage })) faces.push(face);
  return faces.sort((a, b) => a.chatId.localeCompare(b.chatId));
}

describe('listStoredFaces', () => {
  it('iterates over every stored picture with its bytes and skips chats without one', async () => {
    const faces = await facesIn(await stored());
    expect(faces).toEqual(
      [0, 1, 2].map((index) => ({
        chatId: chatIdOf(index),
        name: `Person ${index}`,
        firstSeen: NOW,
        lastSeen: NOW,
        hiddenSince: undefined,
        contentType: 'image/jpeg',
        width: 96,
        height: 96,
        readImage: expect.any(Function),
      })),
    );
    expect(Buffer.from((await faces[2]?.readImage()) ?? [])).toEqual(photos[1]);
  });
});

describe('forgetChat', () => {
  it('erases one chat in any spelling of its id, keeps a picture shared with another chat, and returns counts', async () => {
    const storage = await stored();
    const none = {
      records: 0,
      pictures: 0,
      sizes: 0,
      shared: 0,
      sharedWith: [],
      versions: 0,
      versionsMayRemain: false,
    };
    const before = await storage.getKeys();
    const first = await forgetChat({ storage, chatId: chatIdOf(0).replace('c.us', 'S.WHATSAPP.NET') });
    expect(first).toEqual({ ...none, chatId: chatIdOf(0), records: 1, shared: 1, sharedWith: [chatIdOf(1)] });
    const after = await storage.getKeys();
    expect(before.filter((key) => !after.includes(key))).toEqual(
      expect.arrayContaining([`chats:${chatIdOf(0)}`]),
    );
    expect(after.filter((key) => key.includes(chatIdOf(0)))).toEqual([]);
    expect((await facesIn(storage)).map(({ chatId }) => chatId)).toEqual([chatIdOf(1), chatIdOf(2)]);

    const second = await forgetChat({ storage, chatId: chatIdOf(1) });
    expect(second).toEqual({ ...none, chatId: chatIdOf(1), records: 1, pictures: 1 });
    await forgetChat({ storage, chatId: chatIdOf(2) });
    await forgetChat({ storage, chatId: chatIdOf(3) });
    expect((await storage.getKeys()).filter((key) => !key.startsWith('settings:'))).toEqual([]);
    expect(await forgetChat({ storage, chatId: chatIdOf(1) })).toEqual({ ...none, chatId: chatIdOf(1) });
  });
});

it('forgetChat and listStoredFaces reject an invalid chat id and a missing storage', async () => {
  const storage = await stored();
  await expect(forgetChat({ storage, chatId: '201234567890' })).rejects.toMatchObject({
    code: 'invalid-chat-id',
  });
  await expect(forgetChat({ storage: undefined as never, chatId: chatIdOf(0) })).rejects.toThrow(
    /forgetChat needs the storage/,
  );
  await expect(listStoredFaces({ storage: undefined as never }).next()).rejects.toThrow(
    /listStoredFaces needs the storage/,
  );
});
