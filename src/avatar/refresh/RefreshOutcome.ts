/** The outcome of a refresh, as the button shows it: the value of its `data-outcome`. */
export type RefreshOutcome = 'updated' | 'unchanged' | 'kept' | 'throttled' | 'error';

/** How long the button shows the outcome of a press, in ms. */
export const OUTCOME_MS = 4_000;

/** The last press of a refresh button. */
export interface LastRefresh {
  /** `undefined` while it is pending. */
  outcome?: RefreshOutcome | undefined;
  /** The progress or the outcome in words. */
  said: string;
}
