import type { Storage } from 'unstorage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatKey, imageKey, sizeKey } from '../../src/store/layout.js';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore, type StoreProblem } from '../../src/store/PictureStore.js';
import { sharedSetting } from '../../src/store/sharedSetting.js';
import { checkStorage } from '../../src/store/storage/checkStorage.js';
import { engines, type RunningEngine } from '../support/engines.js';
import { ANNA, available, BRUNO, DAY, NOW, someBytes, TEAM } from './pictures.fixture.js';

describe.each(Object.entries(engines))('the picture store on %s', (_, start) => {
  let engine: RunningEngine;
  let storage: Storage;
  /** The same store on another machine. */
  let elsewhere: PictureStore;
  let store: PictureStore;
  let problems: StoreProblem[];

  beforeAll(async () => {
    engine = await start();
  });

  afterAll(() => engine.stop());

  beforeEach(async () => {
    storage = await engine.open();
    for (const key of await storage.getKeys()) await storage.removeItem(key);
    problems = [];
    const onProblem = (problem: StoreProblem) => problems.push(problem);
    store = new PictureStore(storage, { onProblem });
    elsewhere = new PictureStore(await engine.open(), { onProblem });
  });

  it('returns a stored record and its image on every machine', async () => {
    const { record, bytes, image } = available();
    expect(await store.get(ANNA)).toBeUndefined();
    await store.put(ANNA, record, bytes);
    for (const reader of [store, elsewhere]) {
      expect(await reader.get(ANNA)).toEqual(record);
      const read = await reader.getImage(image.hash);
      expect(read).toBeInstanceOf(Uint8Array);
      expect(Buffer.from(read ?? []).equals(bytes)).toBe(true);
    }
    expect(problems).toEqual([]);
  });

  it('stores answers without a picture', async () => {
    const none = nextRecord(undefined, { status: 'none', reason: 'not-found' }, { now: NOW });
    const restricted = nextRecord(undefined, { status: 'restricted' }, { now: NOW });
    await store.put(ANNA, none);
    await store.put(TEAM, restricted);
    expect(await elsewhere.get(ANNA)).toEqual(none);
    expect(await elsewhere.get(TEAM)).toEqual(restricted);
  });

  it('lists every chat, and reports foreign keys', async () => {
    const { record, bytes } = available();
    for (const chatId of [ANNA, BRUNO, TEAM]) await store.put(chatId, record, bytes);
    await storage.setItem('chats:not a chat', '{}');
    await storage.setItem('else:201234567890@c.us', '{}');
    const chatIds = [];
    for await (const { chatId, record: listed } of elsewhere.list()) {
      chatIds.push(chatId);
      expect(listed).toEqual(record);
    }
    expect(chatIds.sort()).toEqual([TEAM, ANNA, BRUNO].sort());
    expect(problems).toEqual([{ kind: 'foreign-key', key: 'chats:not a chat' }]);
  });

  it('forget erases the record and every size of the picture of one chat only', async () => {
    const { record, bytes, image } = available(1);
    const other = available(2);
    await store.put(ANNA, record, bytes);
    await store.put(BRUNO, other.record, other.bytes);
    await store.putSize(image.hash, '80.webp', someBytes(9, 300));
    await store.putSize(other.image.hash, '80.webp', someBytes(8, 300));

    const erased = await elsewhere.forget(ANNA);
    expect(erased.sharedWith).toEqual([]);
    expect(erased.keys).toEqual(
      expect.arrayContaining([chatKey(ANNA), imageKey(image.hash), sizeKey(image.hash, '80.webp')]),
    );

    expect(await store.get(ANNA)).toBeUndefined();
    expect(await store.getImage(image.hash)).toBeUndefined();
    expect(await store.getSize(image.hash, '80.webp')).toBeUndefined();
    expect((await storage.getKeys()).filter((key) => key.includes(ANNA) || key.includes(image.hash))).toEqual(
      [],
    );
    expect(await store.get(BRUNO)).toEqual(other.record);
    expect(await store.getSize(other.image.hash, '80.webp')).toEqual(someBytes(8, 300));
    expect(problems).toEqual([]);
    expect(await store.forget(ANNA)).toEqual({ keys: [], sharedWith: [] });
  });

  it('forget keeps a picture that another chat has too', async () => {
    const { record, bytes, image } = available();
    await store.put(ANNA, record, bytes);
    await store.put(BRUNO, record, bytes);
    expect(await store.forget(ANNA)).toMatchObject({ sharedWith: [BRUNO] });
    expect(await elsewhere.get(BRUNO)).toEqual(record);
    expect(await store.forget(BRUNO)).toMatchObject({ sharedWith: [] });
    expect(await store.getImage(image.hash)).toBeUndefined();
  });

  it('forget loses no picture that another chat stores at the same time', async () => {
    const { record, bytes } = available();
    await store.put(ANNA, record, bytes);
    await Promise.all([store.forget(ANNA), elsewhere.put(BRUNO, record, bytes)]);
    expect(await store.get(BRUNO)).toEqual(record);
    expect(await store.get(ANNA)).toBeUndefined();
  });

  it('collectGarbage erases chats that were not seen for long, and orphaned images', async () => {
    const old = available(1, NOW - 40 * DAY);
    const young = available(2, NOW - 10 * DAY);
    await store.put(ANNA, old.record, old.bytes);
    await store.put(BRUNO, young.record, young.bytes);
    const orphan = available(3);
    await storage.setItemRaw(imageKey(orphan.image.hash), orphan.bytes);

    const collector = new PictureStore(storage, { now: () => NOW });
    const erased = await collector.collectGarbage({ keepMs: 30 * DAY });
    expect(erased.chats).toEqual([ANNA]);
    expect(erased.keys).toEqual(
      expect.arrayContaining([imageKey(old.image.hash), imageKey(orphan.image.hash)]),
    );
    expect(await elsewhere.get(BRUNO)).toEqual(young.record);
    expect(await elsewhere.getImage(orphan.image.hash)).toBeUndefined();
  });

  it('treats a record with a missing or damaged image as missing', async () => {
    const { record, bytes, image } = available();
    await store.put(ANNA, record, bytes);
    await storage.setItemRaw(imageKey(image.hash), bytes.subarray(0, 100));
    expect(await elsewhere.get(ANNA)).toBeUndefined();
    expect(problems).toContainEqual({ kind: 'damaged-image', key: imageKey(image.hash) });

    await storage.removeItem(imageKey(image.hash));
    expect(await store.get(ANNA)).toBeUndefined();
    expect(problems).toContainEqual({ kind: 'missing-image', key: imageKey(image.hash) });

    await store.put(ANNA, record, bytes);
    expect(await store.get(ANNA)).toEqual(record);
  });

  it('repairs a damaged image when the picture is stored again', async () => {
    const { record, bytes, image } = available();
    await storage.setItemRaw(imageKey(image.hash), bytes.subarray(0, 100));
    await store.put(ANNA, record, bytes);
    expect(await elsewhere.get(ANNA)).toEqual(record);
  });

  it('returns no damaged resized image', async () => {
    const { record, bytes, image } = available();
    await store.put(ANNA, record, bytes);
    await store.putSize(image.hash, '80.avif', someBytes(5, 500));
    expect(await elsewhere.getSize(image.hash, '80.avif')).toEqual(someBytes(5, 500));
    await storage.setItemRaw(sizeKey(image.hash, '80.avif'), someBytes(5, 500));
    expect(await elsewhere.getSize(image.hash, '80.avif')).toBeUndefined();
    expect(problems).toEqual([{ kind: 'damaged-size', key: sizeKey(image.hash, '80.avif') }]);
  });

  it('stores no resized image of a picture that was erased meanwhile', async () => {
    const { image } = available();
    await store.putSize(image.hash, '80.avif', someBytes(5, 500));
    expect(await storage.getKeys()).toEqual([]);
  });

  it('checkStorage removes its test value', async () => {
    await checkStorage(storage);
    expect(await storage.getKeys()).toEqual([]);
  });

  it('sharedSetting returns the same value to concurrent callers', async () => {
    let made = 0;
    const make = () => `secret ${++made}`;
    const other = await engine.open();
    const answers = await Promise.all(
      [storage, other, storage, other].map((place) => sharedSetting(place, 'signing', make)),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await sharedSetting(other, 'signing', make)).toBe(answers[0]);
    expect(await sharedSetting(storage, 'another', make)).not.toBe(answers[0]);
  });
});
