export interface GrowingPauseOptions {
  firstMs: number;
  longestMs: number;
}

/**
 * Exponential back-off with jitter. The pause after the first of consecutive failures is `firstMs`, then twice as long each time,
 * up to `longestMs`. The jitter adds up to a quarter to each but the first, so that replicas do not try again at the same moment.
 */
export function growingPause({ firstMs, longestMs }: GrowingPauseOptions, failures: number): number {
  if (failures <= 1) return firstMs;
  return Math.min(firstMs * 2 ** (failures - 1) * (1 + Math.random() / 4), longestMs);
}
