/** How long the button shows an outcome, in ms. */
const OUTCOME_MS = 4_000;

/** How long a network failure blocks the button, in ms. */
const NETWORK_PAUSE_MS = 5_000;

/** The cool-down, in ms. */
const COOLDOWN_MS = 60_000;

const HELD = [OUTCOME_MS, NETWORK_PAUSE_MS, COOLDOWN_MS];

/**
 * For `beforeEach` of a story whose screenshot shows an outcome: it stays (`'shown'`), or it is over at once (`'over'`), on any machine.
 * Returns the clean-up.
 */
export function holdOutcome(outcome: 'shown' | 'over' = 'shown'): () => void {
  const original = window.setTimeout;
  window.setTimeout = ((handler: () => void, ms?: number, ...rest: unknown[]) => {
    if (ms === undefined || !HELD.includes(ms)) return original(handler, ms, ...rest);
    return outcome === 'over' && ms === OUTCOME_MS ? original(handler, 0, ...rest) : 0;
  }) as typeof window.setTimeout;
  return () => {
    window.setTimeout = original;
  };
}
