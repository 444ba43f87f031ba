/** `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3), in ms. `undefined` without the header, or if it is neither. */
export function readRetryAfter(header: string | null): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  // The number first: to `Date.parse`, "1.5" is a date in 2001, and so are two headers, "5, 9".
  const wait = Number.parseFloat(text) * 1000 || Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
