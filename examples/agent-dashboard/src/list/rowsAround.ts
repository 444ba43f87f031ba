import type { Range } from '@tanstack/react-virtual';

/** Rows outside the view, on both sides together: a fling covers as many before React has rendered the next. */
const OVERSCAN = 48;

/** The rows that stay on the side that a scroll leaves, for the instant in which it turns. */
const BEHIND = 8;

/** The rows in and around the view, most of them on the side to which it scrolls. */
export function rowsAround(
  { startIndex, endIndex, count }: Range,
  direction: 'forward' | 'backward' | null,
): number[] {
  const behind = direction === null ? OVERSCAN / 2 : BEHIND;
  const ahead = OVERSCAN - behind;
  const [before, after] = direction === 'backward' ? [ahead, behind] : [behind, ahead];
  const first = Math.max(0, startIndex - before);
  const last = Math.min(count - 1, endIndex + after);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
