import { escapeText, svg } from '../../report/svg.js';
import type { Sample } from './Sample.js';

const CELL = { width: 430, height: 190 };
const PLOT = { left: 60, right: 410, top: 40, bottom: 150 };

interface Chart {
  title: string;
  unit: string;
  series: readonly (readonly [name: string, values: number[]])[];
}

/** Four charts over the minutes of a run. */
export function loadPlot(samples: readonly Sample[]): string {
  const values = (field: keyof Omit<Sample, 'statuses'>) => samples.map((sample) => sample[field]);
  const charts: Chart[] = [
    {
      title: 'Memory after a collection',
      unit: 'MB',
      series: [
        ['heap', values('liveHeap')],
        ['outside', values('liveExternal')],
      ],
    },
    { title: 'File descriptors', unit: '', series: [['open', values('descriptors')]] },
    {
      title: 'Latency',
      unit: 'ms',
      series: [
        ['p99', values('p99')],
        ['p50', values('p50')],
      ],
    },
    {
      title: 'Requests',
      unit: 'per minute',
      series: [
        ['sent', values('sent')],
        ['answered', values('answered')],
      ],
    },
  ];
  const cells = charts.map((chart, index) => {
    const [x, y] = [(index % 2) * CELL.width, 44 + Math.floor(index / 2) * CELL.height];
    return `<g transform="translate(${x} ${y})">${cell(chart, samples.length)}</g>`;
  });
  return svg(2 * CELL.width + 20, 44 + 2 * CELL.height, 'An hour of load with faults on', cells.join('\n'));
}

function cell({ title, unit, series }: Chart, minutes: number): string {
  const top = Math.max(1, ...series.flatMap(([, values]) => values.filter(Number.isFinite)));
  const x = (index: number) =>
    Math.round(PLOT.left + (index / Math.max(1, minutes - 1)) * (PLOT.right - PLOT.left));
  const y = (value: number) => Math.round((PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top)) * 10) / 10;
  const lines = series.map(([, values], at) => {
    const points = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
    const stroke = at === 0 ? 'var(--ours)' : 'var(--peer)';
    return `<path class="curve" stroke="${stroke}" d="${points}"/>`;
  });
  const names = series.map(([name]) => name).join(' (blue), ');
  return [
    `<text class="part" x="20" y="20">${escapeText(title)}</text>`,
    `<text class="soft end" x="${PLOT.right}" y="20">${escapeText(`${names}${series.length > 1 ? ' (grey)' : ''} ${unit}`)}</text>`,
    `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>`,
    `<text class="soft end" x="${PLOT.left - 8}" y="${PLOT.top + 4}">${Math.round(top)}</text>`,
    `<text class="soft end" x="${PLOT.left - 8}" y="${PLOT.bottom + 4}">0</text>`,
    `<text class="soft" x="${PLOT.left}" y="${PLOT.bottom + 18}">minute 1</text>`,
    `<text class="soft end" x="${PLOT.right}" y="${PLOT.bottom + 18}">minute ${minutes}</text>`,
    ...lines,
  ].join('');
}
