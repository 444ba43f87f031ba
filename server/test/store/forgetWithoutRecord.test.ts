import { forgetChat } from 'chat-avatar-server/enricher';
import { createStorage, type Storage } from 'unstorage';
import { beforeEach, describe, expect, it } from 'vitest';
import { chatKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { countCalls } from '../support/watchStorage.js';
import { ANNA, available, BRUNO } from './pictures.fixture.js';

const { record, bytes, image } = available();

let storage: Storage;
beforeEach(() => {
  storage = createStorage();
});

const keysOf = async (...folders: string[]) =>
  (await storage.getKeys()).filter((key) => folders.includes(key.split(':')[0] ?? ''));

const nothing = { chatId: ANNA, records: 0, pictures: 0, sizes: 0, shared: 0, versions: 0 };

describe.each([{ block: false }, { block: true }])('forgetChat with block: $block', ({ block }) => {
  const forget = () => forgetChat({ storage, chatId: ANNA, block });

  beforeEach(async () => {
    const store = new PictureStore(storage);
    await store.put(ANNA, record, bytes);
    await store.putSize(image.hash, '80.webp', bytes);
  });

  it('erases the pictures that the index has for a chat without a record', async () => {
    await storage.removeItem(chatKey(ANNA));
    expect(await forget()).toMatchObject({ ...nothing, pictures: 1, sizes: 1 });
    expect(await keysOf('images', 'sizes', 'owners')).toEqual([]);
  });

  it('erases the pictures that the index has for a chat that is blocked', async () => {
    await storage.setItem(chatKey(ANNA), JSON.stringify({ v: 1, status: 'blocked', blockedSince: 1 }));
    expect(await forget()).toMatchObject({ ...nothing, pictures: 1, sizes: 1 });
    expect(await keysOf('images', 'sizes', 'owners')).toEqual([]);
    expect(await new PictureStore(storage).get(ANNA)).toMatchObject({ blocked: true });
  });

  it('lists the whole index once for them', async () => {
    await storage.removeItem(chatKey(ANNA));
    const watched = countCalls(storage);
    await forgetChat({ storage: watched.storage, chatId: ANNA, block });
    expect(watched.calls.filter((call) => call === 'getKeys owners')).toHaveLength(1);
  });

  it('leaves such a picture to another chat that has it, and names that one', async () => {
    await new PictureStore(storage).put(BRUNO, record, bytes);
    await storage.removeItem(chatKey(ANNA));
    expect(await forget()).toMatchObject({ ...nothing, shared: 1, sharedWith: [BRUNO] });
    expect(await new PictureStore(storage).get(BRUNO)).toEqual(record);
    expect(await keysOf('owners')).toEqual([`owners:${image.hash}:${BRUNO}`]);
  });
});

describe.each([{ block: false }, { block: true }])(
  'a chat that is blocked, forgotten again with block: $block',
  ({ block }) => {
    it('had nothing more to erase, and stays blocked', async () => {
      const watched = countCalls(storage);
      await new PictureStore(storage).put(ANNA, record, bytes);
      await forgetChat({ storage, chatId: ANNA, block: true });
      const before = await keysOf('chats', 'blocked');
      expect(await forgetChat({ storage: watched.storage, chatId: ANNA, block })).toMatchObject(nothing);
      expect(await keysOf('chats', 'blocked')).toEqual(before);
      expect(await new PictureStore(storage).get(ANNA)).toMatchObject({ blocked: true });
      // In a bucket with versioning, each write would leave an earlier version.
      expect(watched.calls.filter((call) => /^(set|remove)Item(Raw)? chats:/.test(call))).toEqual([]);
    });
  },
);
