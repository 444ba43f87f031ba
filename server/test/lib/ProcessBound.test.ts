import { expect, it } from 'vitest';
import { UnsavedPictures } from '../../src/gateway/store/UnsavedPictures.js';
import { ProcessBound } from '../../src/lib/memory/ProcessBound.js';
import { nextRecord } from '../../src/store/nextRecord.js';

const MB = 1024 * 1024;

it('bounds the bytes of all caches together; the largest gives way, oldest entry first', () => {
  const bound = new ProcessBound(100);
  const make = () => bound.createCache<string, number>({ maxSize: 100, sizeCalculation: (bytes) => bytes });
  const [large, small] = [make(), make()];
  for (const key of ['a', 'b', 'c']) large.set(key, 30);
  small.set('d', 30);
  expect([[...large.keys()].sort(), [...small.keys()]]).toEqual([['b', 'c'], ['d']]);
  small.set('e', 10);
  expect([...small.keys()].sort()).toEqual(['d', 'e']);
});

it('bounds the number of entries of caches without sizes', () => {
  const bound = new ProcessBound(3);
  const caches = Array.from({ length: 5 }, () => bound.createCache<number, true>({ max: 3 }));
  for (let key = 0; key < 4; key += 1) {
    for (const cache of caches) cache.set(key, true);
  }
  expect(caches.reduce((sum, { size }) => sum + size, 0)).toBe(3);
});

it('pictures that wait for their store share one bound in the process', () => {
  const one = new UnsavedPictures();
  const two = new UnsavedPictures();
  const record = nextRecord(undefined, { status: 'none', reason: 'empty' }, { now: 0 });
  const hold = (pictures: UnsavedPictures, chat: number, bytes: number) =>
    pictures.hold(`${201_000_000_000 + chat}@c.us` as never, {
      record,
      bytes: new Uint8Array(bytes),
      begun: undefined,
    });
  hold(one, 1, 50 * MB);
  hold(two, 1, 10 * MB);
  expect(() => hold(two, 2, 10 * MB)).toThrow(expect.objectContaining({ code: 'server-error' }));
  one.drop(`${201_000_000_001}@c.us` as never);
  hold(two, 2, 10 * MB);
});
