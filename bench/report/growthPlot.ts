import { number } from './format.js';
import { lawOf } from './law.js';
import type { Growth, Results } from './Results.js';
import { escapeText, logScale, svg } from './svg.js';

const COLUMNS = 3;
const CELL = { width: 290, height: 210 };
const PLOT = { left: 62, right: 226, top: 58, bottom: 168 };
const TOP = 44;

/** How each number grows: one small plot each, both axes logarithmic. */
export function growthPlot(results: Results): string {
  const all = Object.values(results.parts).flatMap(({ growth }) => Object.values(growth));
  const cells = all.map((growth, index) => {
    const x = 10 + (index % COLUMNS) * CELL.width;
    const y = TOP + Math.floor(index / COLUMNS) * CELL.height;
    return `<g transform="translate(${x} ${y})">${cell(growth)}</g>`;
  });
  const height = TOP + Math.ceil(all.length / COLUMNS) * CELL.height + 10;
  return svg(COLUMNS * CELL.width + 30, height, 'How it grows (dashed: the floor)', cells.join('\n'));
}

function cell(growth: Growth): string {
  const { what, of, unit, points } = growth;
  const values = points.flatMap(({ ours, floor }) => (floor ? [ours, floor] : [ours]));
  // At least a decade high, so that what does not grow looks flat.
  const middle = Math.sqrt(Math.min(...values) * Math.max(...values));
  const low = Math.min(middle / 4, ...values);
  const high = Math.max(middle * 4, ...values);
  const ns = points.map(({ n }) => n);
  const x = logScale([Math.min(...ns), Math.max(...ns)], [PLOT.left, PLOT.right]);
  const y = logScale([low, high], [PLOT.bottom, PLOT.top]);
  const path = (of: 'ours' | 'floor') =>
    points
      .filter((point) => point[of])
      .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.n)} ${y(point[of] ?? low)}`)
      .join('');
  const [first, last] = [points.at(0), points.at(-1)];
  return [
    `<text x="10" y="24">${escapeText(what)}</text><text class="soft" x="10" y="42">${escapeText(lawOf(growth).name)} · ${escapeText(unit || 'count')}</text>`,
    ...ns.map(
      (n) =>
        `<line class="grid" x1="${x(n)}" x2="${x(n)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>` +
        `<text class="soft middle" x="${x(n)}" y="${PLOT.bottom + 18}">${shortNumber(n)}</text>`,
    ),
    first
      ? `<text class="soft end" x="${PLOT.left - 10}" y="${y(first.ours) + 4}">${number(first.ours)}</text>`
      : '',
    last
      ? `<text class="soft" x="${PLOT.right + 10}" y="${y(last.ours) + 4}">${number(last.ours)}</text>`
      : '',
    `<path class="curve" stroke="var(--peer)" stroke-dasharray="4 4" d="${path('floor')}"/>`,
    `<path class="curve" stroke="var(--ours)" d="${path('ours')}"/>`,
    ...points.map(({ n, ours }) => `<circle class="ours" cx="${x(n)}" cy="${y(ours)}" r="4"/>`),
    `<text class="soft end" x="${PLOT.right + 12}" y="${PLOT.bottom + 34}">${escapeText(of)}</text>`,
  ].join('');
}

const shortNumber = (n: number) => (n >= 1000 ? `${n / 1000}k` : `${n}`);
