import { useEffect, useState } from 'react';
import { type LastRefresh, OUTCOME_MS, type RefreshOutcome } from './RefreshOutcome.js';

/**
 * The last press, for as long as it is shown: its glyph for {@link OUTCOME_MS}, its words until the bubble closes after that, so that
 * they do not change under a slow reader.
 */
export function useLastRefresh(
  last: LastRefresh | undefined,
  isBubbleOpen: boolean,
): { outcome?: RefreshOutcome | undefined; words?: string | undefined } {
  const [faded, setFaded] = useState<LastRefresh>();
  const [forgotten, setForgotten] = useState<LastRefresh>();
  useEffect(() => {
    if (last?.outcome === undefined) return;
    const timer = setTimeout(setFaded, OUTCOME_MS, last);
    return () => clearTimeout(timer);
  }, [last]);
  const isFaded = faded === last;
  useEffect(() => {
    if (isFaded && !isBubbleOpen) setForgotten(last);
  }, [isFaded, isBubbleOpen, last]);
  return {
    outcome: isFaded ? undefined : last?.outcome,
    words: forgotten === last ? undefined : last?.said,
  };
}
