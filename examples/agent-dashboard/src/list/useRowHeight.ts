import { toPixels } from '../ui/toPixels.js';
import { useMediaQuery } from '../ui/useMediaQuery.js';

/** The heights of a row as in styles/inbox/rows.css. In rem, so that they grow with the text. */
const ROW = 4.5;
const LOW_ROW = 3.25;

/** As in styles/inbox/rows.css. */
const IS_LOW = '(max-height: 26rem)';

/** In px. Low windows, as at a zoom of 400 %, have low rows. */
export function useRowHeight(): number {
  const isLow = useMediaQuery(IS_LOW);
  return toPixels(isLow ? LOW_ROW : ROW);
}
