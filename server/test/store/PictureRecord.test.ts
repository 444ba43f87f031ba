import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { chatKey, imageKey } from '../../src/store/layout.js';
import { readPictureRecord } from '../../src/store/PictureRecord.js';
import { PictureStore, type StoreProblem } from '../../src/store/PictureStore.js';
import { ANNA, available } from './pictures.fixture.js';

const { record, bytes, image } = available();

/** A record with one field replaced by any JSON value. */
const nearlyARecord = fc
  .tuple(
    fc.constantFrom(...Object.keys(record), 'status', 'reason', 'hiddenSince', '__proto__'),
    fc.jsonValue(),
  )
  .map(([field, value]) => ({ ...record, [field]: value }));
const nearlyAnImage = fc
  .tuple(fc.constantFrom(...Object.keys(image)), fc.jsonValue())
  .map(([field, value]) => ({ ...record, image: { ...image, [field]: value } }));

describe('readPictureRecord', () => {
  it('parses a written record, and drops unknown fields', () => {
    expect(readPictureRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(readPictureRecord({ ...record, later: 'addition' })).toEqual(record);
  });

  it('makes records of one hidden class, which takes half the memory', () => {
    setFlagsFromString('--allow-natives-syntax');
    const haveSameMap = new Function('one', 'other', 'return %HaveSameMap(one, other)');
    // V8 optimises the code after some hundred calls.
    const text = JSON.stringify(record);
    const records = Array.from({ length: 5_000 }, () => readPictureRecord(JSON.parse(text)));
    expect(haveSameMap(records.at(-1), records.at(-2))).toBe(true);
  });

  it.each([
    ['another version', { ...record, v: 2 }],
    ['a version that is not an integer', { ...record, v: 1.5 }],
    ['no picture, though it should have one', { ...record, image: undefined }],
    ['an unknown status', { ...record, status: 'gone' }],
    ['an unknown reason', { ...record, status: 'none', reason: 'because' }],
    ['a hash that leads elsewhere', { ...record, image: { ...image, hash: '../../etc/passwd' } }],
    ['a content type that is a script', { ...record, image: { ...image, contentType: 'text/html' } }],
    [
      'a content type with a header behind it',
      { ...record, image: { ...image, contentType: 'image/png\r\nx: y' } },
    ],
    ['a time that is not a number', { ...record, fetchedAt: 'today' }],
    ['a negative time', { ...record, askAgainAt: -1 }],
    ['a time of minus zero', { ...record, askAgainAt: -0 }],
    ['a list', [record]],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(readPictureRecord(value)).toBeUndefined();
  });

  it('returns a valid record or undefined for any value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything(), nearlyARecord, nearlyAnImage), (value) => {
        const read = readPictureRecord(value);
        if (read === undefined) return;
        expect(readPictureRecord(JSON.parse(JSON.stringify(read)))).toEqual(read);
        expect(read.v).toBe(1);
        if (read.status === 'available') expect(read.image.hash).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a store with foreign or damaged values', () => {
  /** Records of a newer version are refused, not damaged: `newerVersion.test.ts`. */
  const isNewer = (value: string | Uint8Array) => {
    try {
      const { v } = JSON.parse(String(value));
      return Number.isInteger(v) && v > 1;
    } catch {
      return false;
    }
  };
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.uint8Array(),
    fc.nat(400).map((length) => JSON.stringify(record).slice(0, length)),
    nearlyARecord.map((value) => JSON.stringify(value)),
    nearlyAnImage.map((value) => JSON.stringify(value)),
  );
  const foreign = anything.filter((value) => !isNewer(value));

  it('never throws, and reports values that it cannot parse', async () => {
    await fc.assert(
      fc.asyncProperty(foreign, anything, async (value, content) => {
        const problems: StoreProblem[] = [];
        const storage = createStorage();
        await storage.setItemRaw(chatKey(ANNA), value);
        await storage.setItemRaw(imageKey(image.hash), content);
        const store = new PictureStore(storage, { onProblem: (problem) => problems.push(problem) });
        const read = await store.get(ANNA);
        expect(await store.getImage(image.hash)).toBeUndefined();
        expect(read?.image).toBeUndefined();
        if (read === undefined && value.length > 0 && String(value) !== 'null')
          expect(problems).not.toEqual([]);
        await store.forget(ANNA);
        expect(await storage.hasItem(chatKey(ANNA))).toBe(false);
        await store.put(ANNA, record, bytes);
        expect(await store.get(ANNA)).toEqual(record);
      }),
      { examples: [[JSON.stringify({ ...record, v: 1.5 }), '']] },
    );
  });

  it('ignores an error of onProblem', async () => {
    const storage = createStorage();
    await storage.setItem(chatKey(ANNA), '{');
    const onProblem = () => {
      throw new Error('no log today');
    };
    expect(await new PictureStore(storage, { onProblem }).get(ANNA)).toBeUndefined();
  });

  it('keeps images that a record of a newer version may point at', async () => {
    const storage = createStorage();
    const store = new PictureStore(storage);
    await storage.setItemRaw(imageKey(image.hash), bytes);
    await storage.setItem('chats:5511987654321@c.us', JSON.stringify({ v: 2, picture: image.hash }));
    await store.collectGarbage();
    expect(await store.getImage(image.hash)).toBeDefined();
  });
});
