import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FuzzRow } from '../../bench/soak/fuzz/FuzzRow.js';
import { fuzzReport } from '../../bench/soak/fuzz/fuzzReport.js';
import { parsers } from '../parsers/parsers.js';

const folder = join(import.meta.dirname, '../../bench/soak');
const rows: FuzzRow[] = JSON.parse(readFileSync(join(folder, 'fuzz.json'), 'utf8'));
const tableOf = (report: string) => report.split('\n').filter((line) => line.startsWith('|'));

describe('the record of fuzzing', () => {
  it('has every parser, in their order, and no other', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(parsers));
  });

  it('has a million cases of each, without a fault', () => {
    const wrong = rows.filter(
      ({ cases, faults, firstFaults }) => cases < 1_000_000 || faults + firstFaults.length > 0,
    );
    expect(wrong).toEqual([]);
  });

  it('is the one in fuzz.md', () => {
    expect(tableOf(readFileSync(join(folder, 'fuzz.md'), 'utf8'))).toEqual(tableOf(fuzzReport(rows)));
  });
});
