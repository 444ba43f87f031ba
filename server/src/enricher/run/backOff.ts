const LONGEST_BACK_OFF_MS = 60_000;

/**
 * Exponential back-off with jitter: the wait after `failures` failures, in ms. At most 60 s, unless `Retry-After` asks for
 * more. The jitter keeps many clients from retrying at the same moment.
 */
export function backOff(baseMs: number, failures: number, retryAfterMs = 0): number {
  const waitMs = Math.min(baseMs * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
  return Math.max(waitMs * (0.75 + Math.random() / 2), retryAfterMs + Math.random() * Math.min(baseMs, 250));
}
