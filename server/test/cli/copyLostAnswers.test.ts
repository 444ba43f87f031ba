import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { blockedKey, chatKey, settingKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { available, BRUNO } from '../store/pictures.fixture.js';

const COUNT = 20;
const options = { names: { from: 'FROM', to: 'TO' }, signal: new AbortController().signal };

async function sourceStore() {
  const storage = createStorage();
  const store = new PictureStore(storage);
  await store.announceWork();
  for (let index = 0; index < COUNT; index += 1) {
    const { record, bytes } = available(index);
    await store.put(chatIdOf(index), record, bytes);
  }
  await storage.setItem(settingKey('image-signing-secret'), { value: 'a secret of the test' });
  await storage.setItem(blockedKey(BRUNO), { since: 1 });
  return storage;
}

/** A store that carries each write out, and loses the answer to the first one of each key. `then` runs in between. */
function losingAnswers(then: (key: string) => Promise<unknown> = async () => undefined) {
  const inner = createStorage();
  const lost = new Set<string>();
  const writing =
    (write: (key: string, value: never) => Promise<void>) => async (key: string, value: never) => {
      await write(key, value);
      if (lost.has(key)) return;
      lost.add(key);
      await then(key);
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
  return {
    inner,
    storage: { ...inner, setItem: writing(inner.setItem), setItemRaw: writing(inner.setItemRaw) },
  };
}

it('a copy to a store that loses answers to writes copies everything, and counts each value once', async () => {
  const from = await sourceStore();
  const { inner, storage } = losingAnswers();
  const copied = await copyStore(from, storage, options);
  const bytes = COUNT * available(0).bytes.byteLength;
  expect(copied).toEqual({
    records: COUNT,
    pictures: COUNT,
    bytes,
    unchanged: 0,
    newer: 0,
    forgotten: 0,
    damaged: 0,
    unreadable: 0,
  });
  expect((await inner.getKeys()).sort()).toEqual((await from.getKeys()).sort());
  expect(await copyStore(from, storage, options)).toMatchObject({
    records: 0,
    pictures: 0,
    unchanged: COUNT,
  });
});

it('a further attempt overwrites no record that a gateway has written meanwhile', async () => {
  const from = await sourceStore();
  const { record } = available(0);
  const key = chatKey(chatIdOf(0));
  const newer = { ...record, fetchedAt: record.fetchedAt + 1 };
  const { inner, storage } = losingAnswers(
    async (written) => written === key && inner.setItem(key, { ...newer }),
  );
  expect(await copyStore(from, storage, options)).toMatchObject({ records: COUNT - 1, newer: 1 });
  expect(await inner.getItem(key)).toMatchObject({ fetchedAt: newer.fetchedAt });
});

it('a copy to a store that is away ends with its error', async () => {
  const from = await sourceStore();
  const inner = createStorage();
  const away = async () => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  };
  const storage = { ...inner, setItem: away, setItemRaw: away };
  await expect(copyStore(from, storage, options)).rejects.toThrow('TO');
});
