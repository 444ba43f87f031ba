import { number } from './format.js';
import { isReached, type Results, type Row } from './Results.js';
import { escapeText, logScale, svg } from './svg.js';

const WIDTH = 900;
const LEFT = 330;
const RIGHT = 740;
const TOP = 84;
const LINE = 26;
const TICKS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

type RatioRow = Row & Required<Pick<Row, 'ratio' | 'target'>>;

const isRatioRow = (row: Row): row is RatioRow => row.ratio !== undefined && row.target?.of === 'ratio';

const peersOf = ({ peers = {} }: Row) =>
  Object.values(peers).flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]));

/** Each row as a ratio to its floor: chat-avatar, its target, and the peers. */
export function ratioPlot(results: Results): string {
  const parts = Object.values(results.parts)
    .map(({ title, rows }) => ({ title, rows: Object.values(rows).filter(isRatioRow) }))
    .filter(({ rows }) => rows.length > 0);
  const x = scaleOf(parts.flatMap(({ rows }) => rows));
  let y = TOP;
  const lines: string[] = [];
  for (const { title, rows } of parts) {
    lines.push(`<text class="part" x="20" y="${y + 17}">${escapeText(title)}</text>`);
    y += LINE;
    for (const row of rows) {
      lines.push(rowLine(row, y + LINE / 2, x.at));
      y += LINE;
    }
    y += 6;
  }
  const grid = x.ticks.map(
    (tick) =>
      `<line class="${tick === 1 ? 'one' : 'grid'}" x1="${x.at(tick)}" x2="${x.at(tick)}" y1="${TOP}" y2="${y}"/>` +
      `<text class="soft middle" x="${x.at(tick)}" y="${y + 18}">${tick} ×</text>`,
  );
  const body = [legend(), ...grid, ...lines].join('\n');
  return svg(WIDTH, y + 34, 'Ratio to the floor of the same round', body);
}

function scaleOf(rows: RatioRow[]) {
  const values = rows.flatMap((row) => [
    row.ratio.median,
    row.target.atMost ?? row.target.atLeast ?? 1,
    ...peersOf(row),
  ]);
  const low = TICKS.findLast((tick) => tick <= Math.min(0.3, ...values)) ?? 0.01;
  const high = TICKS.find((tick) => tick >= Math.max(3, ...values)) ?? 30;
  return {
    ticks: TICKS.filter((tick) => tick >= low && tick <= high),
    at: logScale([low, high], [LEFT, RIGHT]),
  };
}

function rowLine(row: RatioRow, y: number, x: (value: number) => number): string {
  const { what, ratio, target } = row;
  const state = isReached(row) ? '' : ' miss';
  const limit = target.atMost ?? target.atLeast ?? 1;
  const label = escapeText(what.replaceAll('`', ''));
  return [
    `<text class="end" x="${LEFT - 16}" y="${y + 4}">${label}</text>`,
    ...peersOf(row).map((peer) => `<circle class="peer" cx="${x(peer)}" cy="${y}" r="4"/>`),
    `<line class="target" x1="${x(limit)}" x2="${x(limit)}" y1="${y - 8}" y2="${y + 8}"/>`,
    `<line class="range${state}" x1="${x(ratio.q1)}" x2="${x(ratio.q3)}" y1="${y}" y2="${y}"/>`,
    `<circle class="ours${state}" cx="${x(ratio.median)}" cy="${y}" r="5.5"/>`,
    `<text x="${RIGHT + 18}" y="${y + 4}">${number(ratio.median)}</text>`,
    `<text class="soft" x="${RIGHT + 66}" y="${y + 4}">target ${target.atMost === undefined ? '≥' : '≤'} ${limit}</text>`,
  ].join('');
}

function legend(): string {
  const items: [mark: string, text: string, width: number][] = [
    ['<circle class="ours" cx="0" cy="-4" r="5.5"/>', 'chat-avatar, target reached', 195],
    ['<circle class="ours miss" cx="0" cy="-4" r="5.5"/>', 'target missed', 120],
    ['<line class="target" x1="0" x2="0" y1="-12" y2="4"/>', 'target', 75],
    ['<circle class="peer" cx="0" cy="-4" r="4"/>', 'what people use instead', 0],
  ];
  let at = 26;
  return items
    .map(([mark, text, width]) => {
      const item = `<g transform="translate(${at} 60)">${mark}<text class="soft" x="12" y="0">${text}</text></g>`;
      at += width;
      return item;
    })
    .join('');
}
