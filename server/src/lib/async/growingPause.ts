export interface GrowingPauseOptions {
  firstMs: number;
  longestMs: number;
}

/**
 * Exponential back-off with jitter. The pause after the first of consecutive failures is `firstMs`, then twice as long each time,
 * up to `longestMs`. The jitter adds up to a quarter to each, so that replicas, and all chats of an outage, do not come back at the same
 * moment.
 */
export function growingPause({ firstMs, longestMs }: GrowingPauseOptions, failures: number): number {
  const doublings = Math.max(0, failures - 1);
  return Math.min(firstMs * 2 ** doublings * (1 + Math.random() / 4), longestMs);
}
