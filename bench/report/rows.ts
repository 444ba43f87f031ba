import { medianOf, ratioOf, type Samples, spreadOf } from '../harness/statistics.js';
import type { Row, Target } from './Results.js';

/** The name of chat-avatar's column, in samples and in files. */
export const OURS = 'ours';

interface Comparison {
  what: string;
  unit: string;
  /** The column that the others are compared with. */
  floor?: string;
  target?: Target;
  /** Column → name in the tables. */
  labels: Record<string, string>;
}

/** A row of the table from the samples of one metric; `undefined` when chat-avatar was not measured. */
export function rowOf(samples: Samples, { what, unit, floor, target, labels }: Comparison): Row | undefined {
  const ours = spreadOf(samples[OURS] ?? []);
  if (ours === undefined) return undefined;
  const floorSpread = floor === undefined ? undefined : spreadOf(samples[floor] ?? []);
  const peers = Object.entries(samples)
    .filter(([column]) => column !== OURS && column !== floor)
    .map(([column, values]) => {
      const ratio = floor === undefined ? undefined : ratioOf(samples, column, floor)?.median;
      const median = medianOf(values.filter((value) => value !== undefined));
      return [labels[column] ?? column, { median, ratio }] as const;
    });
  return {
    what,
    unit,
    ours,
    target,
    ...(floor !== undefined &&
      floorSpread && {
        floor: { label: labels[floor] ?? floor, median: floorSpread.median },
        ratio: ratioOf(samples, OURS, floor),
      }),
    ...(peers.length > 0 && { peers: Object.fromEntries(peers) }),
  };
}

/** A row that one exact number makes: bytes, requests. */
export const exactRow = (what: string, unit: string, value: number, more: Partial<Row> = {}): Row => ({
  what,
  unit,
  ours: { median: value, q1: value, q3: value },
  ...more,
});
