import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** About as far from the view as avatars begin to load (256 px). */
const NEAR = 4;

/**
 * The rows to render: those in the view, and some on each side. In a fling that passes all of them until it is rendered again, they are not
 * worth their time.
 *
 * @param scrolled The rows by which the list has scrolled since it was last rendered; below 0 towards the start.
 */
export const rowsAround = (range: Range, scrolled: number): number[] =>
  defaultRangeExtractor({ ...range, overscan: Math.abs(scrolled) > NEAR ? 1 : NEAR });
