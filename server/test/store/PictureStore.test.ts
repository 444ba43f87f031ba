import { createStorage, type Driver, type StorageValue } from 'unstorage';
import { describe, expect, it, vi } from 'vitest';
import { chatKey, draftKey } from '../../src/store/layout.js';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { ANNA, available, BRUNO, DAY, NOW } from './pictures.fixture.js';

const { record, bytes, image } = available();

/** A storage with some methods replaced. A driver without a name counts as one without atomic writes. */
function storageWith(changes: Partial<Driver>, name?: string) {
  const data = new Map<string, unknown>();
  return createStorage({
    driver: {
      name,
      hasItem: (key) => data.has(key),
      getItem: (key) => data.get(key) as string | null,
      getItemRaw: (key) => data.get(key) ?? null,
      setItem: (key, value) => void data.set(key, value),
      setItemRaw: (key, value) => void data.set(key, value),
      removeItem: (key) => void data.delete(key),
      getKeys: () => [...data.keys()],
      ...changes,
    },
  });
}

describe('PictureStore', () => {
  it('writes the bytes before the record that points at them', async () => {
    const written: string[] = [];
    const note = (key: string) => void written.push(key.split(':')[0] ?? '');
    const store = new PictureStore(
      storageWith({ setItem: note, setItemRaw: note, hasItem: () => true }, 'redis'),
    );
    await store.put(ANNA, record, bytes);
    expect(written).toEqual(['owners', 'images', 'chats']);
  });

  it('does not overwrite an intact image where a crash would tear it', async () => {
    let writes = 0;
    const storage = storageWith({});
    const store = new PictureStore(storage);
    await store.put(ANNA, record, bytes);
    storage.setItemRaw = async () => {
      writes += 1;
    };
    await store.put(BRUNO, record, bytes);
    await new PictureStore(storage).put(BRUNO, record, bytes);
    expect(writes).toBe(0);
  });

  it('mounts its probe in the storage once, regardless of the number of records', async () => {
    const storage = createStorage();
    const mount = vi.spyOn(storage, 'mount');
    const store = new PictureStore(storage);
    for (let round = 0; round < 10; round += 1) await store.put(ANNA, record, bytes);
    await new PictureStore(storage).collectGarbage();
    expect(mount).toHaveBeenCalledTimes(1);
    expect(storage.getMounts('')).toHaveLength(1);
  });

  it('rejects bytes with another hash than the record', async () => {
    const store = new PictureStore(createStorage());
    await expect(store.put(ANNA, record, bytes.subarray(1))).rejects.toThrow(TypeError);
    expect(await store.get(ANNA)).toBeUndefined();
  });

  it('keeps a restricted answer when its stored image is missing', async () => {
    const store = new PictureStore(createStorage());
    const pinned = { ...record, keep: true } as const;
    await store.put(ANNA, nextRecord(pinned, { status: 'restricted' }, { now: NOW + DAY }));
    const read = await store.get(ANNA);
    expect(read).toMatchObject({ status: 'restricted', fetchedAt: NOW + DAY });
    expect(read).not.toHaveProperty('image');
    expect(read).not.toHaveProperty('hiddenSince');
  });

  it('reads the draft of a torn record', async () => {
    const storage = storageWith({});
    const store = new PictureStore(storage);
    await store.put(ANNA, record, bytes);
    await storage.setItem(chatKey(ANNA), JSON.stringify(record).slice(0, 40));
    expect(await store.get(ANNA)).toEqual(record);
    await store.forget(ANNA);
    expect(await storage.getKeys()).toEqual([]);
    expect(await storage.hasItem(draftKey(ANNA))).toBe(false);
  });

  it('forget restores an image that another chat stores meanwhile', async () => {
    const storage = createStorage();
    const store = new PictureStore(storage);
    await store.put(ANNA, record, bytes);
    const { removeItem } = storage;
    let hasStored = false;
    // The other writer stores after the eraser has listed the records, and checks before the eraser deletes the image.
    storage.removeItem = async (key: string) => {
      if (!hasStored) {
        hasStored = true;
        await new PictureStore(storage).put(BRUNO, record, bytes);
      }
      await removeItem(key);
    };
    await store.forget(ANNA);
    expect(await new PictureStore(storage).get(BRUNO)).toEqual(record);
  });

  it('put writes an image again that is erased meanwhile', async () => {
    const storage = createStorage();
    const store = new PictureStore(storage);
    const { setItem } = storage;
    storage.setItem = async (key: string, value: StorageValue) => {
      await setItem(key, value);
      storage.setItem = setItem;
      await storage.removeItem(`images:${image.hash}`);
    };
    await store.put(ANNA, record, bytes);
    expect(await store.get(ANNA)).toEqual(record);
  });

  const never = () => new Promise<never>(() => undefined);
  const hanging = {
    hasItem: never,
    getItem: never,
    getItemRaw: never,
    setItem: never,
    setItemRaw: never,
    removeItem: never,
    getKeys: never,
  };
  const broken = Object.fromEntries(
    Object.keys(hanging).map((name) => [
      name,
      async () => {
        throw Object.assign(new Error('redis://user:password@host'), { code: 'ECONNREFUSED' });
      },
    ]),
  );

  it.each([
    ['hangs', hanging, 'timeout'],
    ['is gone', broken, 'unreachable'],
  ])('rejects with a StoreError without secrets when the storage %s', async (_, changes, code) => {
    const store = new PictureStore(storageWith(changes), { timeoutMs: 5 });
    const calls = [
      () => store.get(ANNA),
      () => store.put(ANNA, record, bytes),
      () => store.getImage(image.hash),
      () => store.getSize(image.hash, '80.webp'),
      () => store.putSize(image.hash, '80.webp', bytes),
      () => store.forget(ANNA),
      () => store.collectGarbage(),
      () => store.list().next(),
    ];
    for (const call of calls) {
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'StoreError', code });
      expect(JSON.stringify(error) + String(error)).not.toContain('password');
    }
  });

  it('treats an error that a driver returns as one that it throws', async () => {
    const storage = storageWith({
      getItem: () => Object.assign(new Error('no'), { code: 'EACCES' }) as never,
    });
    await expect(new PictureStore(storage).get(ANNA)).rejects.toMatchObject({ code: 'refused' });
  });
});
