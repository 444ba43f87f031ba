import { describe, expect, it } from 'vitest';
import { growthPlot } from '../../bench/report/growthPlot.js';
import { exponentOf, lawOf } from '../../bench/report/law.js';
import { markdown } from '../../bench/report/markdown.js';
import type { Results } from '../../bench/report/Results.js';
import { ratioPlot } from '../../bench/report/ratioPlot.js';
import { rowOf } from '../../bench/report/rows.js';

const labels = { floor: 'bare span', ours: 'chat-avatar', peer: 'Peer' };
const samples = { floor: [10, 20, 10], ours: [12, 30, 11], peer: [20, 40, undefined] };
const mount = rowOf(samples, {
  what: 'mount 1,000',
  unit: 'ms',
  floor: 'floor',
  labels,
  target: { of: 'ratio', atMost: 1.5 },
});
const bytes = rowOf(
  { ours: [5.2] },
  { what: 'JS', unit: 'kB', labels, target: { of: 'value', atMost: 4.5 } },
);

function results(): Results {
  if (!mount || !bytes) throw new Error('chat-avatar has samples in both.');
  const points = [
    { n: 100, ours: 2, floor: 1 },
    { n: 1000, ours: 20, floor: 10 },
  ];
  return {
    machine: '2 cores, x64, 8 GB',
    node: '20.19.0',
    versions: { react: '19.0.0' },
    parts: {
      client: {
        title: 'In the browser',
        when: '2026-01-02T03:04:05Z',
        rounds: 3,
        rows: { mount, bytes },
        growth: { mount: { what: 'mount', of: 'avatars', unit: 'ms', points } },
      },
    },
  };
}

describe('a row of the table', () => {
  it('takes ratios within each round, so that a slow round counts for both', () => {
    expect(mount?.ratio).toEqual({ median: 1.2, q1: 1.15, q3: 1.35 });
    expect(mount?.peers).toEqual({ Peer: { median: 30, ratio: 2 } });
  });

  it('is left out when chat-avatar has no sample', () => {
    expect(rowOf({ floor: [1] }, { what: '', unit: '', labels })).toBeUndefined();
  });
});

describe('the law of growth', () => {
  it.each([
    [[5, 5, 5], 0, 'O(1)'],
    [[1, 10, 100], 1, 'O(n)'],
    [[1, 100, 10_000], 2, 'O(n^2.0), above linear'],
  ])('of %j has the exponent %d', ([a = 0, b = 0, c = 0], exponent, name) => {
    const points = [
      { n: 100, ours: a },
      { n: 1000, ours: b },
      { n: 10_000, ours: c },
    ];
    expect(exponentOf(points.map(({ n, ours }) => ({ n, y: ours })))).toBeCloseTo(exponent);
    expect(lawOf({ points }).name).toBe(name);
  });
});

describe('RESULTS.md', () => {
  it('shows floor, median, ratio with quartiles, target and whether it is reached', () => {
    const text = markdown(results());
    expect(text).toContain('| mount 1,000 | 10 ms (bare span) | 12 ms | 1.20 (1.15–1.35) | ≤ 1.5 × | yes |');
    expect(text).toContain('| JS | – | 5.20 kB | – | ≤ 4.5 kB | **no** |');
    expect(text).toContain('**1 of 2 targets are reached.**');
    expect(text).toContain('2 cores, x64, 8 GB; Node 20.19.0');
  });

  it('shows the peers in the same unit, and the growth with its law', () => {
    const text = markdown(results());
    expect(text).toContain('| Peer | 30 ms (2 ×) |');
    expect(text).toContain('| mount, by avatars | 2 ms (2 ×) | 20 ms (2 ×) | 1.00 | O(n) |');
  });

  it('lists what misses its target', () => {
    expect(markdown(results())).toMatch(
      /## What misses its target, and why\n\n- In the browser – \*\*JS\*\*: /,
    );
  });
});

describe('the plots', () => {
  it('are well-formed SVG with one mark of chat-avatar for each number', () => {
    for (const [plot, marks] of [
      [ratioPlot(results()), 1],
      [growthPlot(results()), 2],
    ] as const) {
      expect(plot).not.toMatch(/NaN|undefined|Infinity/);
      expect(plot.match(/<circle class="ours[^>]* r="(5.5|4)"/g)?.length).toBeGreaterThanOrEqual(marks);
      expect(plot.match(/<g/g)?.length ?? 0).toBe(plot.match(/<\/g>/g)?.length ?? 0);
    }
  });
});
