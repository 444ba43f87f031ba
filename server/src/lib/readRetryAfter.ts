/** The header `Retry-After`, which is a number of seconds or a date (RFC 9110 §10.2.3), in ms. `undefined`: it is missing or neither. */
export function readRetryAfter(text: string | null): number | undefined {
  const value = text?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
