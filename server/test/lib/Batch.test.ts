import { expect, it } from 'vitest';
import { Batch } from '../../src/lib/async/Batch.js';

it('loads the keys of callers at the same time once, and those that come meanwhile in one more load', async () => {
  const loads: string[][] = [];
  let resolve = () => {};
  const first = new Promise<void>((resolved) => {
    resolve = resolved;
  });
  const batch = new Batch<string, string>(async (keys) => {
    loads.push(keys);
    if (loads.length === 1) await first;
    return `load ${loads.length}`;
  });
  const early = [batch.load(['a', 'b']), batch.load(['b', 'c'])];
  await Promise.resolve();
  await Promise.resolve();
  const late = [batch.load(['a']), batch.load(['d'])];
  expect(loads).toEqual([['a', 'b', 'c']]);
  resolve();
  await Promise.all([...early, ...late]);
  expect(loads).toEqual([
    ['a', 'b', 'c'],
    ['a', 'd'],
  ]);
});

it('goes on after a load that fails', async () => {
  let loads = 0;
  const batch = new Batch<string, number>(async () => {
    loads += 1;
    if (loads === 1) throw new Error('down');
    return loads;
  });
  const failing = batch.load(['a']);
  await expect(failing).rejects.toThrow('down');
  expect(await batch.load(['a'])).toBe(2);
});
