import type { Samples } from './statistics.js';

/**
 * Measures every column once a round, in an order that rotates, so that no column always follows the same other. The first
 * round warms up and is thrown away. A column that fails in a round has no sample there; the others go on.
 */
export async function interleave(
  columns: readonly string[],
  rounds: number,
  measure: (column: string, isWarmUp: boolean) => Promise<Record<string, number>>,
): Promise<Record<string, Samples>> {
  const samples: Record<string, Samples> = {};
  const failed = new Set<string>();
  for (let round = -1; round < rounds; round += 1) {
    if (process.stderr.isTTY) process.stderr.write(`  round ${round + 1} of ${rounds}\r`);
    const shift = Math.max(0, round) % columns.length;
    for (const column of [...columns.slice(shift), ...columns.slice(0, shift)]) {
      try {
        const measured = await measure(column, round < 0);
        if (round < 0) continue;
        for (const [metric, value] of Object.entries(measured)) {
          samples[metric] ??= {};
          const values = samples[metric][column] ?? [];
          values[round] = value;
          samples[metric][column] = values;
        }
      } catch (error) {
        if (!failed.has(column)) console.warn(`  ${column} failed: ${String(error).slice(0, 300)}`);
        failed.add(column);
      }
    }
  }
  return samples;
}
