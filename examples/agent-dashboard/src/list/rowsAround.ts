import type { Range } from '@tanstack/react-virtual';

/**
 * Chromium paints a list up to 4,000 device pixels outside its view, and moves that limit in steps of 512. A row beyond it costs the
 * same and is not seen, and of a row across it only the background is painted.
 */
const PAINTED = 4000 - 512;

/** More rows would only take longer to render. */
const MOST = 40;

/** The rows that stay on the side that a scroll leaves, for the instant in which it turns. */
const BEHIND = 8;

interface Scroll {
  rowHeight: number;
  /** The rows by which the list has scrolled since it was last rendered; below 0 towards the start. */
  scrolled: number;
  isScrolling: boolean;
}

/**
 * The rows to render: those in the view, and more of them on the side to which it scrolls. Until they are painted, a fling scrolls about
 * as far as it did since the last rendering, so the rows that have left the view by then are not worth their time.
 */
export function rowsAround(
  { startIndex, endIndex, count }: Range,
  { rowHeight, scrolled, isScrolling }: Scroll,
): number[] {
  const most = Math.min(MOST, Math.floor(PAINTED / devicePixelRatio / rowHeight));
  const rows = (first: number, last: number) => {
    const from = Math.max(0, first);
    const length = Math.max(0, Math.min(count - 1, last) + 1 - from);
    return Array.from({ length }, (_, index) => from + index);
  };
  const around = Math.ceil(most / 2);
  if (!isScrolling) return rows(startIndex - around, endIndex + around);
  const isForward = scrolled >= 0;
  const distance = Math.abs(scrolled);
  // The view itself, for screens on which a scroll waits for React.
  const view = rows(startIndex, endIndex);
  // A jump, or a fling that leaves no time for more.
  if (distance > most) return view;
  if (distance <= BEHIND) {
    return isForward
      ? rows(startIndex - BEHIND, endIndex + most)
      : rows(startIndex - most, endIndex + BEHIND);
  }
  const farthest = Math.min(most, 2 * distance + 1);
  return isForward
    ? [...view, ...rows(Math.max(endIndex + 1, startIndex + distance - 1), endIndex + farthest)]
    : [...rows(startIndex - farthest, Math.min(startIndex - 1, endIndex - distance + 1)), ...view];
}
