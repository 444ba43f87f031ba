/**
 * A monotonic clock, in ms, for durations. It follows `now` while that goes forward, and stands still when it steps back, as a
 * clock does that is corrected: a pause of a minute then lasts a minute, not three days.
 */
export function monotonic(now: () => number): () => number {
  let last: number | undefined;
  let elapsed = 0;
  return () => {
    const current = now();
    elapsed += Math.max(0, current - (last ?? current));
    last = current;
    return elapsed;
  };
}
