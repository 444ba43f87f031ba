import { afterEach, describe, expect, it, vi } from 'vitest';
import { rowsAround } from '../../../examples/agent-dashboard/src/list/rowsAround.js';

const VIEW = { startIndex: 1000, endIndex: 1009, count: 2000, overscan: 0 };
const ROW = 72;
/** Device pixels outside the view that Chromium paints at least. */
const PAINTED = 4000 - 512;

/** The first and the last row, and how many are rendered. */
function around(scrolled: number, { range = VIEW, isScrolling = true } = {}) {
  const rows = rowsAround({ ...range, lanes: 1 }, { rowHeight: ROW, scrolled, isScrolling });
  return { rows, first: rows[0] ?? -1, last: rows.at(-1) ?? -1 };
}

afterEach(() => vi.unstubAllGlobals());

describe.each([1, 2, 3])('the rows around a view on a screen with %i device pixels to a pixel', (ratio) => {
  const screen = () => vi.stubGlobal('devicePixelRatio', ratio);

  it.each([0, 1, 8, 9, 20, 40, 400, -1, -9, -20, -400])('scrolled by %i rows', (scrolled) => {
    screen();
    const { rows, first, last } = around(scrolled);
    expect(rows, 'in order, each once').toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(rows, 'the view').toEqual(
      expect.arrayContaining([1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009]),
    );
    expect((1000 - first) * ROW * ratio, 'none that is not painted').toBeLessThanOrEqual(PAINTED);
    expect((last - 1009) * ROW * ratio, 'none that is not painted').toBeLessThanOrEqual(PAINTED);
  });
});

describe('the rows around a view', () => {
  it('lie on both sides at rest, and on the side to which a scroll goes', () => {
    vi.stubGlobal('devicePixelRatio', 1);
    expect(around(0, { isScrolling: false })).toMatchObject({ first: 980, last: 1029 });
    expect(around(3)).toMatchObject({ first: 992, last: 1049 });
    expect(around(-3)).toMatchObject({ first: 960, last: 1017 });
  });

  it('are those that a fling reaches by the time they are painted', () => {
    vi.stubGlobal('devicePixelRatio', 1);
    const { rows } = around(15);
    expect(rows).not.toContain(1012);
    expect(rows).toContain(1015);
    expect(rows).toContain(1009 + 30);
    expect(around(-15).rows).toContain(1000 - 30);
  });

  it('are none after a jump', () => {
    vi.stubGlobal('devicePixelRatio', 1);
    expect(around(900).rows).toHaveLength(10);
  });

  it('end with the list', () => {
    vi.stubGlobal('devicePixelRatio', 1);
    const end = { ...VIEW, startIndex: 1990, endIndex: 1999 };
    const start = { ...VIEW, startIndex: 0, endIndex: 9 };
    expect(around(15, { range: end }).last).toBe(1999);
    expect(around(-15, { range: start }).first).toBe(0);
    expect(around(0, { range: start, isScrolling: false }).first).toBe(0);
  });
});
