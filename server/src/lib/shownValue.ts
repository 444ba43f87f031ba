/** A value of an option in an error: a number as it is, also NaN, and a text in quotes, because "90" is not 90. */
export function shownValue(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
}
