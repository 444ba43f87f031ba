import type { Spread } from '../harness/statistics.js';

/** What a row has to reach. */
export interface Target {
  /** Of the number itself, or of its ratio to the floor. */
  of: 'value' | 'ratio';
  atMost?: number;
  atLeast?: number;
}

export interface Row {
  what: string;
  /** `ms`, `kB`, `requests/s` …; empty for a count. */
  unit: string;
  ours: Spread;
  floor?: { label: string; median: number };
  /** Of ours to the floor, taken within each round. */
  ratio?: Spread;
  /** What people use instead, by label. */
  peers?: Record<string, { median: number; ratio?: number }>;
  target?: Target;
}

/** How a number grows with `n`: chats, avatars or faces. */
export interface Growth {
  what: string;
  /** What `n` counts. */
  of: string;
  unit: string;
  points: { n: number; ours: number; floor?: number }[];
}

export interface PartResult {
  title: string;
  /** ISO date of the run. */
  when: string;
  rounds: number;
  /** Load average of the machine at the end of the part: far above its cores, wall times mean little. */
  load?: number;
  rows: Record<string, Row>;
  growth: Record<string, Growth>;
}

export interface Results {
  machine: string;
  node: string;
  chromium?: string;
  versions: Record<string, string>;
  parts: Record<string, PartResult>;
}

export function isReached({ ours, ratio, target }: Row): boolean | undefined {
  const value = target?.of === 'ratio' ? ratio?.median : ours.median;
  if (target === undefined || value === undefined) return undefined;
  return value <= (target.atMost ?? Number.POSITIVE_INFINITY) && value >= (target.atLeast ?? 0);
}
