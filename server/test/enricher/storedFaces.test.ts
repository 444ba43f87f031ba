import { enrichContacts, forgetContact, listStoredFaces } from 'chat-avatar-server/enricher';
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
} from './enriching.js';

let photos: Buffer[];
beforeAll(async () => {
  photos = await Promise.all([1, 2, 3].map((seed) => photograph(96, seed)));
});

let wawp: HandMadeWawp;
afterEach(() => wawp.close());

/** Three people, of whom the first two have the same picture, and a fourth without any. */
async function stored(): Promise<Storage> {
  wawp = await startHandMadeWawp({
    chats: people(4),
    picture: (chatId) => (chatId === chatIdOf(3) ? { body: { url: null } } : undefined),
    image: (path) => photos[path.includes(`${parseInt(chatIdOf(2), 10)}`) ? 1 : 0] as Buffer,
  });
  const { storage } = memory();
  await enrichContacts({ client: clientOf(wawp.origin), storage, now: () => NOW, ...LOOPBACK });
  return storage;
}

async function facesIn(storage: Storage) {
  const faces = [];
  for await (const face of listStoredFaces({ storage })) faces.push(face);
  return faces.sort((a, b) => a.chatId.localeCompare(b.chatId));
}

describe('listStoredFaces', () => {
  it('gives every face that is stored, with its bytes, and nobody else', async () => {
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

describe('forgetContact', () => {
  it('erases one person, however the id is spelled, and leaves a picture that another has too', async () => {
    const storage = await stored();
    const { keys, ...erased } = await forgetContact({
      storage,
      chatId: chatIdOf(0).replace('c.us', 'S.WHATSAPP.NET'),
    });
    expect(erased).toMatchObject({ chatId: chatIdOf(0), shared: 1 });
    expect(keys).toEqual([`chats:${chatIdOf(0)}`]);
    expect((await facesIn(storage)).map(({ chatId }) => chatId)).toEqual([chatIdOf(1), chatIdOf(2)]);

    await forgetContact({ storage, chatId: chatIdOf(1) });
    await forgetContact({ storage, chatId: chatIdOf(2) });
    await forgetContact({ storage, chatId: chatIdOf(3) });
    expect(await storage.getKeys()).toEqual([]);
    expect((await forgetContact({ storage, chatId: chatIdOf(1) })).keys).toEqual([]);
  });
});

it('what is no store, and what is no chat, is said to be none', async () => {
  const storage = await stored();
  await expect(forgetContact({ storage, chatId: '201234567890' })).rejects.toMatchObject({
    code: 'invalid-chat-id',
  });
  await expect(forgetContact({ storage: undefined as never, chatId: chatIdOf(0) })).rejects.toThrow(
    /forgetContact needs the storage/,
  );
  await expect(listStoredFaces({ storage: undefined as never }).next()).rejects.toThrow(
    /listStoredFaces needs the storage/,
  );
});
