/** The lowest values of the last half of a run, and whether they rise. */
export interface Growth {
  /** The lowest value of each third of the last half. */
  troughs: number[];
  /** From the first trough to the last one. */
  rise: number;
  /** A rise up to this is none. */
  noise: number;
  isFlat: boolean;
}

const THIRDS = 3;

/** Rounding, and what a process holds one time more than another. */
const LEAST_NOISE_SHARE = 0.02;

/**
 * Tells a leak from a sawtooth, such as a cache that fills until something empties it, through which a line has any slope. A leak stays
 * when the rest is freed, so that the troughs rise with it. A third of the last half has to be as long as a tooth.
 *
 * Samples of a tooth meet its trough early or late by one sample, so that noise is twice the median difference of neighbours.
 */
export function growthOfTroughs(samples: readonly number[]): Growth {
  const half = samples.slice(Math.floor(samples.length / 2));
  const troughs = Array.from({ length: THIRDS }, (_, third) => {
    const [from, to] = [third, third + 1].map((edge) => Math.round((edge * half.length) / THIRDS));
    return Math.min(...half.slice(from, to));
  });
  const steps = half.slice(1).map((value, index) => Math.abs(value - (half[index] ?? value)));
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length;
  const noise = Math.max(2 * medianOf(steps), mean * LEAST_NOISE_SHARE);
  const rise = (troughs.at(-1) ?? 0) - (troughs[0] ?? 0);
  return { troughs, rise, noise, isFlat: rise <= noise };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
