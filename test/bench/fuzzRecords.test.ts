import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FuzzRow } from '../../bench/soak/fuzz/FuzzRow.js';
import { fuzzReport } from '../../bench/soak/fuzz/fuzzReport.js';
import { parsers } from '../parsers/parsers.js';

const folder = join(import.meta.dirname, '../../bench/soak');
const rows: FuzzRow[] = JSON.parse(readFileSync(join(folder, 'fuzz.json'), 'utf8'));
const tableOf = (report: string) => report.split('\n').filter((line) => line.startsWith('|'));

/** A run of record is still to come for them. Take out what `node bench/soak/fuzz.js 1000000 'the parser'` has recorded. */
const TO_COME = [
  'an option of any command',
  'an option --emulator',
  'an option --caller-header',
  'the clock of Wawp',
  'a request for the page of faces without its secret',
  'a name on the page of faces',
  'the target and the host of a request',
  'headers as they arrive',
  'the header Sec-Fetch-Site',
];

describe('the record of fuzzing', () => {
  it('has every parser, in their order, and no other', () => {
    const names = Object.keys(parsers);
    expect(rows.map(({ name }) => name)).toEqual(names.filter((name) => !TO_COME.includes(name)));
    expect(names).toEqual(expect.arrayContaining(TO_COME));
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
