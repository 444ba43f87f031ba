/** The last time that a `Date` can hold, in ms since the epoch (ECMA-262 §21.4.1.1). */
const LAST_TIME = 8.64e15;

/**
 * A time in ms since the epoch, or `undefined` for any other value. A restored cache has `null` in place of `NaN`, a source of the
 * user's own may leave a text, and `Intl.DateTimeFormat` throws for both.
 */
export function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= LAST_TIME ? value : undefined;
}
