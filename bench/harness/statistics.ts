/** The median and the quartiles of samples. */
export interface Spread {
  median: number;
  q1: number;
  q3: number;
}

/** Samples by column, one per round: `undefined` where a column failed in that round. */
export type Samples = Record<string, (number | undefined)[]>;

export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  return { median: quantile(sorted, 0.5), q1: quantile(sorted, 0.25), q3: quantile(sorted, 0.75) };
}

export const medianOf = (values: readonly number[]) => spreadOf(values)?.median ?? Number.NaN;

/** The median of one column's samples. */
export const medianIn = (samples: Samples, column: string) =>
  spreadOf(samples[column] ?? [])?.median ?? Number.NaN;

/**
 * The ratio of two columns, taken within each round: a machine that is slow for a while is slow for both, so the ratio
 * holds where the numbers themselves drift.
 */
export function ratioOf(samples: Samples, column: string, floor: string): Spread | undefined {
  const floors = samples[floor] ?? [];
  const ratios = (samples[column] ?? []).map((value, round) => {
    const below = floors[round];
    return value === undefined || below === undefined || below === 0 ? undefined : value / below;
  });
  return spreadOf(ratios);
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(position)] ?? 0;
  const upper = sorted[Math.ceil(position)] ?? lower;
  return lower + (upper - lower) * (position - Math.floor(position));
}
