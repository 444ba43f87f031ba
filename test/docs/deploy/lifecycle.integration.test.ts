import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLease } from '../../../server/src/store/lease/createLease.js';
import { PictureStore } from '../../../server/src/store/PictureStore.js';
import { openStorage } from '../../../server/src/store/storage/open/openStorage.js';
import { ANNA, available } from '../../../server/test/store/pictures.fixture.js';
import { root } from '../../support/runCommand.js';
import { startS3 } from '../../support/s3.js';
import { readCodeBlocks } from '../codeBlocks.js';
import { readDocument } from '../documents.js';

const PAGE = 'server/docs/deploy.md';

/** The rules of the page, by the scheme of the store. */
const rules = readCodeBlocks(join(root, PAGE))
  .filter(({ language }) => language === 'json')
  .map(({ code }) => JSON.parse(code));
const prefixes: Record<string, string[]> = {
  s3: rules.flatMap(({ Rules = [] }) =>
    Rules.map((rule: { Filter: { Prefix: string } }) => rule.Filter.Prefix),
  ),
  gs: rules.flatMap(({ rule = [] }) =>
    rule.flatMap(({ condition }: { condition: { matchesPrefix: string[] } }) => condition.matchesPrefix),
  ),
};

/** Every object that a store at this place writes, leases and settings included. */
async function keysOf(place: string): Promise<string[]> {
  const s3 = await startS3({ bucket: 'pictures', conditions: 'etag', versioning: true });
  onTestFinished(s3.stop);
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = s3.environment;
  const google = {
    GCS_HMAC_ACCESS_ID: AWS_ACCESS_KEY_ID,
    GCS_HMAC_SECRET: AWS_SECRET_ACCESS_KEY,
    STORAGE_EMULATOR_HOST: s3.endpoint,
  };
  const { storage, check, close } = await openStorage(
    place,
    place.startsWith('s3:') ? s3.environment : google,
  );
  onTestFinished(close);
  await check();
  const lease = await createLease(storage, { timeoutMs: 5_000 }).acquire(ANNA, 10_000);
  await lease?.();
  const store = new PictureStore(storage);
  const { record, bytes, image } = available();
  await store.put(ANNA, record, bytes);
  await store.putSize(image.hash, '80.webp', bytes);
  await store.forget(ANNA, { block: true });
  const written = s3.requests.filter((request) => request.startsWith('PUT '));
  return written.map((request) => request.replace(/^PUT \/pictures\//, '').replace(/\?.*/, ''));
}

it.each(['s3', 'gs'])(
  'the lifecycle rule for %s:// covers every object of the store that it names, leases too',
  async (scheme) => {
    const [place = ''] = new RegExp(`${scheme}://pictures/\\w+`).exec(readDocument(PAGE)) ?? [];
    const keys = await keysOf(place);
    const isCovered = (key: string) => prefixes[scheme]?.some((prefix) => key.startsWith(prefix)) === true;
    expect(keys.filter((key) => !isCovered(key))).toEqual([]);
    // The prefix has a folder of its own, whatever the names of the folders in it are.
    const folders = new Set(keys.map((key) => key.split('/').at(1)));
    expect([...folders]).toEqual(
      expect.arrayContaining(['chats', 'images', 'sizes', 'owners', 'blocked', 'settings']),
    );
    if (scheme === 's3') expect([...folders]).toContain('.leases');
  },
);
