import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import { createStorage, type Storage } from 'unstorage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { writeExport } from '../../src/cli/commands/export/writeExport.js';
import { writeFaces } from '../../src/cli/commands/faces/writeFaces.js';
import { chatKey, imageKey } from '../../src/store/layout.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { watchStorage } from '../support/watchStorage.js';

const ANNA = parseChatId('201234567890@c.us');
const BERT = parseChatId('5511987654321@c.us');
const NEWER = JSON.stringify({ v: 2, faces: [] });

let photos: Buffer[];
let folder: string;
let inner: Storage;
let hashes: string[];

beforeAll(async () => {
  photos = await Promise.all([photograph(96, 1), photograph(96, 2)]);
  folder = await mkdtemp(join(tmpdir(), 'unreadable-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fill(storage: Storage, now = 1): Promise<string[]> {
  const put = async (chatId: ChatId, name: string, photo: Buffer) => {
    const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
    const record = nextRecord(undefined, { status: 'available', image }, { now, name });
    await new PictureStore(storage).put(chatId, record, photo);
    return image.hash;
  };
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = photos;
  return [await put(ANNA, 'Anna', first), await put(BERT, 'Bert', second)];
}

beforeEach(async () => {
  inner = createStorage();
  hashes = await fill(inner);
});

/** The storage with values that cannot be read, such as files of another user, or in a bad sector. */
const unreadable = (keys: string[], code: string, storage = inner) =>
  watchStorage(storage, (call) =>
    keys.some((key) => call.startsWith('getItem') && call.endsWith(` ${key}`))
      ? Promise.reject(Object.assign(new Error(code), { code }))
      : undefined,
  );

const SIDES = { from: 'copy: from', to: 'copy: to' };
const copy = (from: Storage, to: Storage) =>
  copyStore(from, to, { names: SIDES, signal: new AbortController().signal });
const faces = (storage: Storage) =>
  writeFaces(storage, { page: 1, pageSize: 10 }, join(folder, 'faces.html'));
const html = () => readFile(join(folder, 'faces.html'), 'utf8');
const exported = async (storage: Storage) => {
  const output = await mkdtemp(join(folder, 'export-'));
  const result = await writeExport({ storage, place: 'store', chatId: ANNA, folder: output });
  return { ...result, files: await readdir(output) };
};

describe.each(['EACCES', 'EIO'])('a value that cannot be read (%s)', (code) => {
  it('faces shows the others, and counts it', async () => {
    const page = await faces(unreadable([chatKey(ANNA)], code));
    expect([page.faces.map(({ name }) => name), page.unreadable]).toEqual([['Bert'], 1]);
    await faces(unreadable([imageKey(hashes[0] ?? '')], code));
    expect((await html()).match(/<img/g)).toHaveLength(1);
  });

  it('copy copies the others, leaves the chat out, and copies it later', async () => {
    for (const key of [chatKey(ANNA), imageKey(hashes[0] ?? '')]) {
      const to = createStorage();
      const first = await copy(unreadable([key], code), to);
      expect(first).toMatchObject({ records: 1, pictures: 1, damaged: 0, unreadable: 1 });
      expect(await to.getKeys('chats')).toEqual([chatKey(BERT)]);
      expect(await copy(inner, to)).toMatchObject({ records: 1, pictures: 1, unchanged: 1, unreadable: 0 });
    }
  });

  it('copy leaves a record of the other store that it cannot read', async () => {
    const to = createStorage();
    await fill(to, 5);
    expect(await copy(inner, unreadable([chatKey(ANNA)], code, to))).toMatchObject({
      records: 0,
      newer: 1,
      unreadable: 1,
    });
  });

  it('forget erases the chat: its record and its picture', async () => {
    for (const key of [chatKey(ANNA), imageKey(hashes[0] ?? '')]) {
      inner = createStorage();
      await fill(inner);
      const { keys } = await new PictureStore(unreadable([key], code)).forget(ANNA);
      expect(keys.toSorted()).toEqual([chatKey(ANNA), imageKey(hashes[0] ?? '')]);
      expect(
        (await inner.getKeys()).filter((rest) => rest.includes(ANNA) || rest.includes(hashes[0] ?? '-')),
      ).toEqual([]);
      expect(await inner.getKeys('images')).toEqual([imageKey(hashes[1] ?? '')]);
    }
  });

  it('prune erases what no chat shows, leaves what it cannot read, and counts it', async () => {
    await inner.setItemRaw(imageKey('a'.repeat(64)), Buffer.from('unused'));
    const of = (key: string) => new PictureStore(unreadable([key], code)).collectGarbage({ keepMs: 1 });
    const { chats, keys, unreadable: count } = await of(chatKey(ANNA));
    expect([chats, count]).toEqual([[BERT], 1]);
    expect(keys).toContain(imageKey(hashes[1] ?? ''));
    expect(await inner.hasItem(imageKey(hashes[0] ?? ''))).toBe(true);
    await inner.removeItem(chatKey(ANNA));
    await inner.removeItem(`owners:${hashes[0]}:${ANNA}`);
    expect((await of(imageKey(hashes[0] ?? ''))).keys).toContain(imageKey(hashes[0] ?? ''));
    expect(await inner.getKeys('images')).toEqual([]);
  });

  it('export writes what can be read, and counts the rest', async () => {
    const { files, lost } = await exported(unreadable([imageKey(hashes[0] ?? '')], code));
    expect([files, lost]).toEqual([[`${ANNA}.json`], 1]);
  });
});

describe('a record that is damaged or of a newer version', () => {
  it.each([
    ['damaged', '{"v":1,"sta'],
    ['newer', NEWER],
  ])('%s: faces counts it, and export finds its picture by the index', async (state, text) => {
    await inner.setItem(chatKey(ANNA), text);
    const page = await faces(inner);
    expect([page.faces.map(({ name }) => name), page.unreadable]).toEqual([['Bert'], 1]);
    const { files, lost, isDamaged } = await exported(inner);
    expect([files.toSorted(), lost, isDamaged]).toEqual([
      [`${ANNA}.jpg`, `${ANNA}.json`],
      0,
      state === 'damaged',
    ]);
  });

  it('copy never overwrites one of a newer version', async () => {
    const to = createStorage();
    await to.setItem(chatKey(ANNA), NEWER);
    expect(await copy(inner, to)).toMatchObject({ records: 1, newer: 1 });
    expect(await to.getItem(chatKey(ANNA))).toEqual(JSON.parse(NEWER));
  });

  it('a damaged block is copied as a block', async () => {
    await inner.setItem(`blocked:${ANNA}`, '{"si');
    const to = createStorage();
    await copy(inner, to);
    expect(await to.getItem(`blocked:${ANNA}`)).toEqual({ since: 0 });
    await copy(unreadable([`blocked:${BERT}`], 'EACCES'), to);
    expect(await to.getItem(`blocked:${ANNA}`)).toEqual({ since: 0 });
  });
});

describe('a store that fails', () => {
  const broken = (storage: Storage) =>
    watchStorage(storage, (call) =>
      /^getItem chats/.test(call)
        ? Promise.reject(Object.assign(new Error('503'), { code: 'SlowDown' }))
        : undefined,
    );

  it('ends faces and copy after some values, with its sentence and the name of the store', async () => {
    for (let index = 0; index < 100; index += 1)
      await inner.setItem(`chats:20100000${1000 + index}@c.us`, { v: 1, fetchedAt: 1 });
    await expect(faces(broken(inner))).rejects.toMatchObject({ code: 'failed' });
    await expect(copy(broken(inner), createStorage())).rejects.toThrow(/^copy: from: The bucket gets more/);
    await expect(copy(inner, broken(createStorage()))).rejects.toThrow(/^copy: to: The bucket gets more/);
  });
});
