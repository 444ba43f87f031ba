import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { blockedKey, chatKey, ownerKey, settingKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { FACE, gatewayOf, JOHN } from '../gateway/gateways.fixture.js';
import { ANNA, available, NOW } from './pictures.fixture.js';

/** `Number()` throws for it. */
const ODD = { toString: 1, valueOf: 1 };

const { record, bytes, image } = available();

it.each([ODD, 'x', -1, null, '1e999'])(
  'a chat stays blocked after the time of its block was damaged: %j',
  async (since) => {
    const storage = createStorage();
    const store = new PictureStore(storage, { now: () => NOW });
    await store.put(ANNA, record, bytes);
    await storage.setItem(blockedKey(ANNA), since === '1e999' ? '{"since":1e999}' : { since });
    await store.collectGarbage();
    expect(await store.get(ANNA)).toMatchObject({ blocked: true });
    expect(await storage.getKeys('images')).toEqual([]);
  },
);

it('a picture is erased after the time in its index was damaged', async () => {
  const storage = createStorage();
  const store = new PictureStore(storage, { now: () => NOW });
  await store.put(ANNA, record, bytes);
  await storage.setItem(ownerKey(image.hash, ANNA), { at: ODD, uptime: ODD });
  await storage.removeItem(chatKey(ANNA));
  await store.collectGarbage();
  expect(await storage.getKeys('images')).toEqual([]);
});

it('a gateway collects garbage after the time of the last collection was damaged', async () => {
  const storage = createStorage();
  await storage.setItem(settingKey('last-garbage-collection'), { at: ODD });
  let time = NOW;
  const types: string[] = [];
  const gateway = gatewayOf({
    storage,
    now: () => time,
    source: { id: 'one', getChatPicture: async () => FACE },
    onEvent: ({ type }) => void types.push(type),
  });
  await gateway.get(JOHN);
  time += 13 * 60 * 60 * 1000;
  await gateway.get(JOHN);
  await expect.poll(() => types).toContain('garbage-collected');
});

it('a store with a damaged record is copied', async () => {
  const [from, to] = [createStorage(), createStorage()];
  await new PictureStore(from).put(ANNA, record, bytes);
  await to.setItem(chatKey(ANNA), { v: 1, fetchedAt: ODD });
  expect(
    await copyStore(from, to, { names: { from: 'from', to: 'to' }, signal: AbortSignal.timeout(60_000) }),
  ).toMatchObject({ records: 1, pictures: 1 });
  expect(await new PictureStore(to).get(ANNA)).toMatchObject({ status: 'available' });
});
