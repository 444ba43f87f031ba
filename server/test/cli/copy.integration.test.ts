import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { type OpenedStorage, openStorage } from '../../src/store/storage/open/openStorage.js';
import { gatewayOf, only } from '../gateway/gateways.fixture.js';
import { runCli } from './runCli.js';
import { ANNA, BERT, CARL, NOW, storePicture, storeThree } from './storedPictures.fixture.js';

let folder: string;
let from: string;
let to: string;
let photos: Buffer[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copy-'));
  from = join(folder, 'from');
  to = join(folder, 'to');
  photos = await storeThree(from);
});
afterEach(() => rm(folder, { recursive: true }));

async function copy(...args: string[]) {
  const { code, stdout, stderr } = await runCli('copy', ...args, '--json').ended;
  return { code, stderr, ...(stdout === '' ? {} : { copied: JSON.parse(stdout) }) };
}

async function contentOf(place: string) {
  const { storage, close } = await openStorage(place);
  const store = new PictureStore(storage);
  const content: Record<string, unknown> = {};
  for await (const { chatId, record } of store.list()) {
    content[chatId] = [record, Buffer.from((await store.getImage(record.image?.hash ?? '')) ?? [])];
  }
  await close();
  return content;
}

const gatewayOn = ({ storage }: OpenedStorage) => gatewayOf({ storage, now: () => NOW });

const NOTHING = {
  records: 0,
  pictures: 0,
  bytes: 0,
  unchanged: 0,
  newer: 0,
  forgotten: 0,
  damaged: 0,
  unreadable: 0,
};

describe('chat-avatar-server copy', () => {
  it('copies records, pictures and the secret of the image URLs from a folder to Redis and on; again, it finds them', async () => {
    const { url } = (await only(gatewayOn(await openStorage(from)).get(ANNA))).picture;
    const redis = await startRedis();
    const bytes = photos.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const all = { ...NOTHING, records: 3, pictures: 2, bytes };
    expect(await copy(from, redis.url)).toEqual({ code: 0, stderr: '', copied: all });
    expect(await copy(redis.url, to)).toEqual({ code: 0, stderr: '', copied: all });
    expect(await copy(from, to)).toMatchObject({ code: 0, copied: { ...NOTHING, unchanged: 3 } });
    await redis.stop();
    expect(await contentOf(to)).toEqual(await contentOf(from));
    const image = await gatewayOn(await openStorage(to)).at(url);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('continues an interrupted copy, and leaves newer records of the other store', async () => {
    await storePicture(to, ANNA, photos[0] ?? Buffer.alloc(0));
    const newer = await photograph(96, 3);
    await storePicture(to, BERT, newer, NOW + 1000);
    const { copied } = await copy(from, to);
    expect(copied).toMatchObject({ records: 1, pictures: 1, unchanged: 1, newer: 1 });
    const { storage } = await openStorage(to);
    expect((await new PictureStore(storage).get(BERT))?.fetchedAt).toBe(NOW + 1000);
  });

  it('does not bring back a chat that forget has erased in the other store', async () => {
    await copy(from, to);
    expect((await runCli('forget', ANNA, '--store', to).ended).code).toBe(0);
    const { code, stdout } = await runCli('copy', from, to).ended;
    expect(code).toBe(0);
    expect(stdout).toContain('1 chat left out: the other store has forgotten it in the last day.');
    expect(Object.keys(await contentOf(to)).sort()).toEqual([CARL, BERT]);
  });

  it('leaves damaged records and pictures out, copies the others, and exits with 2', async () => {
    await writeFile(join(from, 'chats', ANNA), '{"v":1,"sta');
    const [image = ''] = await readdir(join(from, 'images'));
    await writeFile(join(from, 'images', image), 'torn');
    const { code, copied } = await copy(from, to);
    expect(code).toBe(2);
    expect(copied.damaged).toBeGreaterThan(0);
    expect(await readdir(join(to, 'chats'))).toHaveLength(2);
    const files = (await readdir(to, { recursive: true })).filter((name) => name.startsWith('images/'));
    for (const name of files) expect(await readFile(join(to, name), 'utf8')).not.toBe('torn');
  });

  it('says that there is no store, and that both places are the same', async () => {
    const typo = join(folder, 'typo');
    const missing = await copy(typo, to);
    expect(missing).toEqual({
      code: 1,
      stderr: expect.stringContaining(`there is no picture store in ${typo}`),
    });
    expect(await copy(from, `${folder}/./from`)).toEqual({
      code: 1,
      stderr: `copy: both places are ${from}. Name another one to copy to.\n`,
    });
    expect((await readdir(folder)).sort()).toEqual(['from']);
  });
});
