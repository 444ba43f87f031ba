import { number } from './format.js';
import { isReached, type Results, type Row } from './Results.js';
import { escapeText, logScale, svg } from './svg.js';

const WIDTH = 900;
const LEFT = 370;
const RIGHT = 790;
const TOP = 92;
const ROW = 26;
const TICKS = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

type RatioRow = Row & Required<Pick<Row, 'ratio'>>;

/** Each row as a ratio to its floor: chat-avatar, its target, and the peers. */
export function ratioPlot(results: Results): string {
  const rows = Object.values(results.parts)
    .flatMap((part) => Object.values(part.rows))
    .filter((row): row is RatioRow => row.ratio !== undefined && row.target?.of === 'ratio');
  const values = rows.flatMap(({ ratio, peers }) => [
    ratio.median,
    ...Object.values(peers ?? {}).map((peer) => peer.ratio ?? 1),
  ]);
  const high = TICKS.find((tick) => tick >= Math.max(2, ...values)) ?? 32;
  const low = TICKS.findLast((tick) => tick <= Math.min(0.5, ...values)) ?? 0.25;
  const x = logScale([low, high], [LEFT, RIGHT]);
  const bottom = TOP + rows.length * ROW;
  const ticks = TICKS.filter((tick) => tick >= low && tick <= high).map(
    (tick) =>
      `<line class="${tick === 1 ? 'one' : 'grid'}" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 8}" y2="${bottom}"/>` +
      `<text class="soft middle" x="${x(tick)}" y="${bottom + 18}">${tick} ×</text>`,
  );
  const body = [legend(), ...ticks, ...rows.map((row, index) => line(row, TOP + index * ROW + ROW / 2, x))];
  return svg(WIDTH, bottom + 34, 'Ratio to the floor of the same round', body.join('\n'));
}

function line(row: RatioRow, y: number, x: (value: number) => number): string {
  const { what, ratio, target, peers } = row;
  const state = isReached(row) ? '' : ' miss';
  const limit = target?.atMost ?? target?.atLeast;
  const dots = Object.values(peers ?? {})
    .filter((peer) => peer.ratio !== undefined)
    .map((peer) => `<circle class="peer" cx="${x(peer.ratio ?? 1)}" cy="${y}" r="4"/>`);
  return [
    `<text class="end" x="${LEFT - 16}" y="${y + 4}">${escapeText(what)}</text>`,
    ...dots,
    limit === undefined
      ? ''
      : `<line class="target" x1="${x(limit)}" x2="${x(limit)}" y1="${y - 8}" y2="${y + 8}"/>`,
    `<line class="range${state}" x1="${x(ratio.q1)}" x2="${x(ratio.q3)}" y1="${y}" y2="${y}"/>`,
    `<circle class="ours${state}" cx="${x(ratio.median)}" cy="${y}" r="5.5"/>`,
    `<text x="${RIGHT + 16}" y="${y + 4}">${number(ratio.median)} ${target?.atMost === undefined ? '≥' : '≤'} ${limit}</text>`,
  ].join('');
}

function legend(): string {
  const items: [string, string][] = [
    ['<circle class="ours" cx="0" cy="-4" r="5.5"/>', 'chat-avatar, target reached'],
    ['<circle class="ours miss" cx="0" cy="-4" r="5.5"/>', 'target missed'],
    ['<line class="target" x1="0" x2="0" y1="-12" y2="4"/>', 'target'],
    ['<circle class="peer" cx="0" cy="-4" r="4"/>', 'what people use instead'],
  ];
  const widths = [195, 120, 75, 0];
  let at = 26;
  return items
    .map(([mark, text], index) => {
      const item = `<g transform="translate(${at} 60)">${mark}<text class="soft" x="12" y="0">${text}</text></g>`;
      at += widths[index] ?? 0;
      return item;
    })
    .join('');
}
