import { createStorage, type Storage } from 'unstorage';
import { beforeEach, expect, it } from 'vitest';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { settingKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { ANNA, available, BRUNO, TEAM } from '../store/pictures.fixture.js';
import { watchStorage } from '../support/watchStorage.js';

const own = available(1);
const shared = available(2);

let from: Storage;
let to: Storage;

/** Bruno and the team have the same picture. */
beforeEach(async () => {
  from = createStorage();
  to = createStorage();
  const store = new PictureStore(from);
  await store.announceWork();
  await store.put(ANNA, own.record, own.bytes);
  await store.put(BRUNO, shared.record, shared.bytes);
  await store.put(TEAM, shared.record, shared.bytes);
});

const copy = (target = to) =>
  copyStore(from, target, { names: { from: 'FROM', to: 'TO' }, signal: new AbortController().signal });

const traces = async (chatId: string, hash = chatId) =>
  (await to.getKeys()).filter((key) => key.includes(chatId) || key.includes(hash));

it('a chat that was forgotten in the other store between two copies does not come back', async () => {
  expect(await copy()).toMatchObject({ records: 3, pictures: 2, forgotten: 0 });
  await new PictureStore(to).forget(ANNA);
  expect(await copy()).toMatchObject({ records: 0, pictures: 0, unchanged: 2, forgotten: 1 });
  expect(await traces(ANNA, own.image.hash)).toEqual([]);
});

it('a picture that another chat has too is copied for that one alone', async () => {
  await new PictureStore(to).announceWork();
  await new PictureStore(to).forget(BRUNO);
  expect(await copy()).toMatchObject({ records: 2, pictures: 2, forgotten: 1 });
  expect(await traces(BRUNO)).toEqual([]);
  expect((await new PictureStore(to).get(TEAM))?.image).toEqual(shared.image);
});

it('nothing of a chat that is blocked in the other store comes back', async () => {
  await copy();
  await new PictureStore(to).forget(ANNA, { block: true });
  expect(await copy()).toMatchObject({ unchanged: 2, newer: 1, forgotten: 0 });
  expect(await traces(ANNA, own.image.hash)).toEqual([`blocked:${ANNA}`, `chats:${ANNA}`]);
});

it('a chat that is forgotten in the other store, and blocked in this one, is blocked in both', async () => {
  await copy();
  await new PictureStore(to).forget(ANNA);
  await new PictureStore(from).forget(ANNA, { block: true });
  expect(await copy()).toMatchObject({ records: 1, forgotten: 0 });
  expect(await new PictureStore(to).get(ANNA)).toMatchObject({ blocked: true });
});

it.each([
  ['forgotten', {}, []],
  ['blocked', { block: true }, [`blocked:${ANNA}`, `chats:${ANNA}`]],
] as const)(
  'a chat that is %s between any two calls of a copy does not come back',
  async (_, options, left) => {
    await new PictureStore(to).announceWork();
    const empty = await to.getKeys();
    let steps = 0;
    for (let isDone = true; isDone; steps += 1) {
      for (const key of await to.getKeys()) if (!empty.includes(key)) await to.removeItem(key);
      let calls = 0;
      isDone = false;
      const watched = watchStorage(to, () => {
        calls += 1;
        if (calls !== steps + 1) return undefined;
        isDone = true;
        return new PictureStore(to).forget(ANNA, options);
      });
      await copy(watched);
      if (isDone) expect((await traces(ANNA, own.image.hash)).sort(), `call ${calls}`).toEqual(left);
      expect((await new PictureStore(to).get(TEAM))?.image).toEqual(shared.image);
    }
    expect(steps).toBeGreaterThanOrEqual(10);
  },
);

it('pauses after failures are of one moment, and not copied', async () => {
  await from.setItem(settingKey('failures-1'), { a: { remainingMs: 1 } });
  await from.setItem(settingKey('pause-1'), { remainingMs: 1 });
  await copy();
  expect(await to.getKeys('settings')).toEqual([settingKey('last-erasure')]);
});
