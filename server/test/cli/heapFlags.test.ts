import { syncBuiltinESMExports } from 'node:module';
import v8 from 'node:v8';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepHeapSmall } from '../../src/cli/commands/enrich/keepHeapSmall.js';
import { collectEarly } from '../../src/cli/commands/serve/collectEarly.js';

let flags: string[];
beforeEach(() => {
  flags = [];
  vi.spyOn(v8, 'setFlagsFromString').mockImplementation((flag) => void flags.push(flag));
  syncBuiltinESMExports();
});

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

it('serve lets the heap grow by 30 % between two full collections', () => {
  collectEarly(['--enable-source-maps']);
  expect(flags).toEqual(['--heap-growing-percent=30']);
});

it.each(['--heap-growing-percent=100', '--heap_growing_percent=100'])(
  'serve keeps %s of the operator',
  (own) => {
    collectEarly(['--enable-source-maps', own]);
    expect(flags).toEqual([]);
  },
);

it.each([
  '--heap-growing-percent=100',
  '--heap_growing_percent=100',
  '--no-optimize-for-size',
  '--nooptimize_for_size',
])('enrich keeps %s of the operator', (own) => {
  keepHeapSmall(['--enable-source-maps', own]);
  expect(flags).toEqual([]);
});
