import { describe, expect, it } from 'vitest';
import { rowsAround } from '../../../examples/agent-dashboard/src/list/rowsAround.js';

const VIEW = { startIndex: 1000, endIndex: 1009, count: 2000, overscan: 0, lanes: 1 };

/** The first and the last row. */
function ends(scrolled: number, range = VIEW) {
  const rows = rowsAround(range, scrolled);
  const [first = -1] = rows;
  expect(rows, 'no gap').toEqual(rows.map((_, index) => first + index));
  return [first, rows.at(-1)];
}

describe('the rows around a view', () => {
  it.each([0, 4, -4])('lie on both sides after %i rows', (scrolled) => {
    expect(ends(scrolled)).toEqual([996, 1013]);
  });

  it.each([5, 400, -5, -400])('are one on each side after %i rows at once', (scrolled) => {
    expect(ends(scrolled)).toEqual([999, 1010]);
  });

  it('end with the list', () => {
    expect(ends(0, { ...VIEW, startIndex: 1990, endIndex: 1999 })).toEqual([1986, 1999]);
    expect(ends(-400, { ...VIEW, startIndex: 0, endIndex: 9 })).toEqual([0, 10]);
  });
});
