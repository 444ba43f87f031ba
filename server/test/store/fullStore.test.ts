import { describe, expect, it } from 'vitest';
import { PictureStore } from '../../src/store/PictureStore.js';
import { StoreError } from '../../src/store/storage/StoreError.js';
import { fullStorage } from '../support/fullStorage.js';
import { ANNA, available, BRUNO } from './pictures.fixture.js';

const { record, bytes, image } = available();
const other = available(1);

async function fullStore() {
  const { storage, fill } = fullStorage();
  const store = new PictureStore(storage);
  await store.put(ANNA, record, bytes);
  await store.put(BRUNO, other.record, other.bytes);
  return { storage, store, fill };
}

describe('a store without space', () => {
  it('still erases and blocks a chat', async () => {
    const { store, fill } = await fullStore();
    fill();
    const { keys } = await store.forget(ANNA, { block: true });
    expect(keys).toContain(`images:${image.hash}`);
    expect(await store.getImage(image.hash)).toBeUndefined();
    expect(await store.get(ANNA)).toMatchObject({ status: 'none', blocked: true });
    expect(await store.put(ANNA, record)).toBe('blocked');
    expect(await store.get(BRUNO)).toEqual(other.record);
  });

  it('reports that a chat without anything stored could not be blocked', async () => {
    const { store, fill } = await fullStore();
    await store.forget(ANNA);
    fill();
    await expect(store.forget(ANNA, { block: true })).rejects.toThrow(StoreError);
  });

  it('still erases pictures that no chat shows, where its index is incomplete', async () => {
    const { storage, store, fill } = await fullStore();
    for (const key of await storage.getKeys('owners')) await storage.removeItem(key);
    await storage.removeItem(`chats:${BRUNO}`);
    fill();
    const { keys } = await new PictureStore(storage).collectGarbage();
    expect(keys).toEqual([`images:${other.image.hash}`]);
    expect(await store.get(ANNA)).toEqual(record);
  });
});
