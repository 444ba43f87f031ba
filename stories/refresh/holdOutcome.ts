/** How long the button shows an outcome, in ms. */
const OUTCOME_MS = 4_000;

/**
 * For `beforeEach` of a story whose screenshot shows an outcome: it stays (`'shown'`), or it is over at once (`'over'`), on any machine.
 * Returns the clean-up.
 */
export function holdOutcome(outcome: 'shown' | 'over' = 'shown'): () => void {
  const original = window.setTimeout;
  window.setTimeout = ((handler: () => void, ms?: number, ...rest: unknown[]) => {
    if (ms !== OUTCOME_MS) return original(handler, ms, ...rest);
    return outcome === 'shown' ? 0 : original(handler, 0, ...rest);
  }) as typeof window.setTimeout;
  return () => {
    window.setTimeout = original;
  };
}
