import { createStorage } from 'unstorage';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { serveFaces } from '../../src/cli/commands/faces/serveFaces.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';

const COUNT = 5_000;
const ORIGIN = 'http://127.0.0.1:4020';
const SECRET = 'a-secret-of-the-test';

let photo: Buffer;
beforeAll(async () => {
  photo = await photograph(96);
});

afterEach(() => vi.useRealTimers());

/** A store with 5,000 faces that counts the reads of records and of pictures. `onRead` is called for each record. */
async function setUp(onRead?: () => void) {
  const storage = createStorage();
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  await storage.setItemRaw(`images:${image.hash}`, photo);
  for (let index = 0; index < COUNT; index += 1) {
    const name = `Person ${index}`;
    const record = nextRecord(undefined, { status: 'available', image }, { now: 1, name });
    await storage.setItem(`chats:${chatIdOf(index)}`, JSON.stringify(record));
  }
  const reads = { records: 0, pictures: 0 };
  const counted = {
    ...storage,
    getItem: (key: string) => {
      reads.records += 1;
      onRead?.();
      return storage.getItem(key);
    },
    getItemRaw: (key: string) => {
      reads.pictures += 1;
      return storage.getItemRaw(key);
    },
  };
  const server = serveFaces({ storage: counted as never, origin: ORIGIN, pageSize: 200, secret: SECRET });
  const get = (path: string, headers = { authorization: `Bearer ${SECRET}` }) =>
    server.fetch(new Request(ORIGIN + path, { headers }));
  return { get, reads, hash: image.hash };
}

describe('faces --serve on a store with 5,000 faces', () => {
  it('reads each record once and no picture for a page, and one picture for a thumbnail', async () => {
    const { get, reads, hash } = await setUp();
    const html = await (await get('/?page=3')).text();
    expect(reads).toEqual({ records: COUNT, pictures: 0 });
    expect(html.match(/<li>/g)).toHaveLength(200);
    expect(html).toContain('Person 400<');
    expect(html).toContain('Page 3 of 25');
    expect(html.length).toBeLessThan(200_000);

    const thumbnail = await get(`/thumbnails/${hash}`);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    const pictures = reads.pictures;
    await get(`/thumbnails/${hash}`);
    // The second one comes from memory.
    expect(reads.pictures).toBe(pictures);
  });

  it('answers 401 without the secret, thumbnails included, and shows neither names nor pictures', async () => {
    const { get, hash } = await setUp();
    for (const path of ['/', '/?search=Person', `/thumbnails/${hash}`, '/?secret=wrong']) {
      const response = await get(path, { authorization: 'Bearer wrong' });
      expect([path, response.status, await response.text()]).toEqual([
        path,
        401,
        expect.not.stringContaining('Person'),
      ]);
    }
  });

  it('reads the records again for each page of a quick store, and of a slow one only after ten times as long', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    // 250 ms and 5 s for all records.
    let reads = 0;
    const quick = await setUp(() => vi.advanceTimersByTime(reads++ % 20 === 0 ? 1 : 0));
    const slow = await setUp(() => vi.advanceTimersByTime(1));
    for (const { get } of [quick, slow]) {
      await get('/?page=1');
      await get('/?page=2');
    }
    expect([quick.reads.records, slow.reads.records]).toEqual([2 * COUNT, COUNT]);
    vi.advanceTimersByTime(10 * COUNT);
    await slow.get('/?page=3');
    expect(slow.reads.records).toBe(2 * COUNT);
  });
});
