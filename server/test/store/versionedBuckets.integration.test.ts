import { afterEach, describe, expect, it } from 'vitest';
import { type S3Options, startS3 } from '../../../test/support/s3.js';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { ANNA, available, BRUNO, DAY, NOW, someBytes } from './pictures.fixture.js';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function versionedBucket(conditions: S3Options['conditions']) {
  const s3 = await startS3({ conditions, versioning: true });
  stops.push(s3.stop);
  const { versions } = s3;
  if (versions === undefined) throw new Error('The server was started without versioning.');
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = s3.environment;
  const google = {
    GCS_HMAC_ACCESS_ID: AWS_ACCESS_KEY_ID,
    GCS_HMAC_SECRET: AWS_SECRET_ACCESS_KEY,
    STORAGE_EMULATOR_HOST: s3.endpoint,
  };
  const isGoogle = conditions === 'generation';
  const place = `${isGoogle ? 'gs' : 's3'}://${s3.bucket}/faces`;
  const openPictures = async (now = NOW) => {
    const { storage, close } = await openStorage(place, isGoogle ? google : s3.environment);
    stops.push(close);
    return new PictureStore(storage, { now: () => now });
  };
  /** The names of everything that the bucket keeps below a folder. */
  const kept = (...folders: string[]) =>
    Object.keys(versions.all)
      .filter((key) => folders.some((folder) => key.startsWith(`faces/${folder}/`)))
      .map((key) => key.slice('faces/'.length));
  return { s3, versions, kept, openPictures };
}

const PERSONAL = ['chats', 'images', 'sizes', 'owners', 'blocked', 'drafts'];

async function storeAnna(store: PictureStore, seed = 0) {
  const { bytes, image } = available(seed);
  const record = nextRecord(await store.get(ANNA), { status: 'available', image }, { now: NOW });
  await store.put(ANNA, record, bytes);
  await store.putSize(image.hash, '80.webp', someBytes(1, 300));
  return image.hash;
}

describe.each(['etag', 'generation'] as const)(
  'a bucket with versioning, with the versions of %s',
  (kind) => {
    it('forget erases all versions of the record and the pictures of one chat, and no others', async () => {
      const { versions, kept, openPictures } = await versionedBucket(kind);
      const store = await openPictures();
      await storeAnna(store);
      await storeAnna(store, 1);
      const other = available(2);
      await store.put(BRUNO, other.record, other.bytes);
      versions.maxKeys = 2;

      const { versions: erased } = await (await openPictures()).forget(ANNA);
      // Two records, pictures, sizes and entries of the index.
      expect(erased).toEqual({ count: 8, mayRemain: false });
      expect(kept(...PERSONAL).sort()).toEqual([
        `chats/${BRUNO}`,
        `images/${other.image.hash}`,
        `owners/${other.image.hash}/${BRUNO}`,
      ]);
      expect(await store.get(BRUNO)).toBeDefined();
    });

    it('forget erases what an earlier forget could only hide', async () => {
      const { versions, kept, openPictures } = await versionedBucket(kind);
      await storeAnna(await openPictures());
      versions.denies = 403;
      for (const removed of [3, 0]) {
        const first = await (await openPictures()).forget(ANNA);
        expect(first.keys).toHaveLength(removed);
        expect(first.versions).toEqual({ count: 0, mayRemain: true });
      }
      expect(kept('images')).toHaveLength(1);

      versions.denies = undefined;
      const again = await (await openPictures()).forget(ANNA);
      expect(again.keys).toEqual([]);
      expect(again.versions).toMatchObject({ mayRemain: false });
      expect(kept(...PERSONAL)).toEqual([]);
    });

    it('forget leaves a picture that another chat has, and the block of a chat', async () => {
      const { kept, openPictures } = await versionedBucket(kind);
      const store = await openPictures();
      const hash = await storeAnna(store);
      const { record, bytes } = available();
      await store.put(BRUNO, record, bytes);

      await store.forget(ANNA, { block: true });
      expect(kept('blocked', 'chats').sort()).toEqual([`blocked/${ANNA}`, `chats/${ANNA}`, `chats/${BRUNO}`]);
      expect(await store.getImage(hash)).toEqual(bytes);
      expect(await store.get(ANNA)).toMatchObject({ blocked: true });
      expect(await store.get(BRUNO)).toBeDefined();
    });

    it('garbage collection erases the versions of what it erases', async () => {
      const { kept, openPictures } = await versionedBucket(kind);
      const store = await openPictures();
      await storeAnna(store);
      await (await openPictures(NOW + 40 * DAY)).collectGarbage({ keepMs: 30 * DAY });
      expect(kept(...PERSONAL)).toEqual([]);
    });
  },
);

it('forget reports nothing about versions where the bucket was never versioned, and does not let users list them', async () => {
  const s3 = await startS3();
  stops.push(s3.stop);
  const { storage, close } = await openStorage(`s3://${s3.bucket}`, s3.environment);
  stops.push(close);
  const store = new PictureStore(storage);
  expect(await store.forget(ANNA)).toEqual({ keys: [], sharedWith: [] });
  await storeAnna(store);
  expect(await store.forget(ANNA)).toEqual({ keys: expect.any(Array), sharedWith: [] });
});
