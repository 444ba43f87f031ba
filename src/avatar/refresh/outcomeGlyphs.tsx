import type { ReactElement } from 'react';
import { Glyph, LINES } from '../glyphs.js';
import type { RefreshOutcome } from './RefreshOutcome.js';

/** In a box of 24 × 24. Told apart by shape, because colours are not seen by all, and forced colours replace them. */
const PATHS: Record<RefreshOutcome, string> = {
  updated: 'M4.5 12.8l4.8 4.7L19.5 7',
  unchanged: 'M5 9h14M5 15h14',
  kept: 'M12 3.2l7.2 2.6v5.4c0 4.4-2.9 7.8-7.2 9.6-4.3-1.8-7.2-5.2-7.2-9.6V5.8z',
  throttled: 'M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4M12 7.8V12l3 2.2',
  error: 'M12 4.2v9.6M12 19v.2',
};

/** A tick, an equals sign, a shield, a clock or an exclamation mark. */
export function OutcomeGlyph({ outcome }: { outcome: RefreshOutcome }): ReactElement {
  return <Glyph {...LINES} strokeWidth={outcome === 'error' ? 3.4 : 2.6} path={PATHS[outcome]} />;
}

/** A turning arc on a faint circle. */
export function SpinnerGlyph(): ReactElement {
  return (
    <Glyph {...LINES} path="M12 3.5a8.5 8.5 0 0 1 8.5 8.5">
      <path {...LINES} d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17" opacity="0.25" />
    </Glyph>
  );
}
