import { explanations } from './explanations.js';
import { number, ratio, spreadText, targetText, withUnit } from './format.js';
import { lawOf } from './law.js';
import { type Growth, isReached, type PartResult, type Results, type Row } from './Results.js';

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

/** RESULTS.md. */
export function markdown(results: Results): string {
  const parts = Object.values(results.parts);
  const growth = parts.flatMap(({ growth }) => Object.values(growth));
  return [
    '# Results\n',
    introduction(results),
    '![Each row as a ratio to its floor](ratios.svg)\n',
    ...parts.map(partSection),
    growth.length > 0 ? growthSection(growth) : '',
    missedSection(results.parts),
  ]
    .filter(Boolean)
    .join('\n');
}

function introduction({ machine, node, chromium, versions, parts }: Results): string {
  const dates = Object.values(parts).map(({ when }) => when.slice(0, 10));
  const reached = Object.values(parts)
    .flatMap(({ rows }) => Object.values(rows).map(isReached))
    .filter((value) => value !== undefined);
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${[...new Set(dates)].sort().join(', ')}; \`npm run bench\`; ${machine}; Node ${node}; Chromium ${chromium ?? '–'}.`,
    `${packages.join(', ')}.\n`,
    `**${reached.filter(Boolean).length} of ${reached.length} targets are reached.** A number is the median of interleaved`,
    'rounds. A ratio (×) is taken within each round, so that it holds where the machine itself gets faster or slower; its',
    'quartiles stand in brackets. [README.md](README.md) says how each row is measured.\n',
  ].join('\n');
}

function partSection({ title, rows, rounds, when, load }: PartResult): string {
  const all = Object.values(rows);
  const head = ['', 'floor', 'chat-avatar', '× floor', 'target', 'reached'];
  const time = `${when.slice(0, 10)} ${when.slice(11, 16)} UTC`;
  const state = load === undefined ? '' : `, load average of the machine ${load}`;
  const run = `${time}, rounds: ${rounds}${state}.`;
  return `## ${title}\n\n${run}\n\n${table(head, all.map(mainCells))}${peersTable(all)}`;
}

function mainCells(row: Row): string[] {
  const { what, unit, floor, ours, ratio: toFloor, target } = row;
  const reached = isReached(row);
  return [
    what,
    floor ? `${withUnit(floor.median, unit)} (${floor.label})` : '–',
    `${withUnit(ours.median, unit)}${toFloor ? '' : spreadText(row)}`,
    toFloor ? `${number(toFloor.median)}${spreadText(row)}` : '–',
    target ? targetText(target, unit) : '–',
    reached === undefined ? '–' : reached ? 'yes' : '**no**',
  ];
}

/** What people use instead: one line each. */
function peersTable(rows: Row[]): string {
  const compared = rows.filter(({ peers }) => peers);
  const labels = [...new Set(compared.flatMap(({ peers }) => Object.keys(peers ?? {})))];
  if (labels.length === 0) return '';
  const cell = (row: Row, label: string) => {
    const peer = row.peers?.[label];
    if (!peer) return '–';
    return `${withUnit(peer.median, row.unit)}${peer.ratio === undefined ? '' : ` (${ratio(peer.ratio)})`}`;
  };
  const ours = (row: Row) =>
    `**${withUnit(row.ours.median, row.unit)}${row.ratio ? ` (${ratio(row.ratio.median)})` : ''}**`;
  const lines = [
    ['**chat-avatar**', ...compared.map(ours)],
    ...labels.map((label) => [label, ...compared.map((row) => cell(row, label))]),
  ];
  return `\n${table(['', ...compared.map(({ what }) => what)], lines)}`;
}

function growthSection(growth: Growth[]): string {
  const sizes = [...new Set(growth.flatMap(({ points }) => points.map(({ n }) => n)))].sort((a, b) => a - b);
  const rows = growth.map((one) => {
    const { exponent, name } = lawOf(one);
    const cells = sizes.map((n) => {
      const point = one.points.find((candidate) => candidate.n === n);
      if (!point) return '';
      const text = withUnit(point.ours, one.unit);
      return point.floor ? `${text} (${ratio(point.ours / point.floor)})` : text;
    });
    return [`${one.what}, by ${one.of}`, ...cells, exponent.toFixed(2), name];
  });
  const head = ['', ...sizes.map((n) => n.toLocaleString('en')), 'exponent', 'law'];
  return (
    '## How it grows\n\nIn brackets: the ratio to the floor of the same size. The exponent is the slope of log(number) over ' +
    `log(n).\n\n${table(head, rows)}\n![Growth, both axes logarithmic](growth.svg)\n`
  );
}

function missedSection(parts: Results['parts']): string {
  const missed = Object.entries(parts).flatMap(([part, { title, rows }]) =>
    Object.entries(rows)
      .filter(([, row]) => isReached(row) === false)
      .map(([id, { what }]) => {
        const why = explanations[`${part}.${id}`] ?? 'not profiled yet.';
        return `- ${title} – **${what}**: ${why}`;
      }),
  );
  return missed.length === 0 ? '' : `## What misses its target, and why\n\n${missed.join('\n')}\n`;
}
