/** `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3), in ms. `undefined` without the header, or if it is neither. */
export function readRetryAfter(header: string | null): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
