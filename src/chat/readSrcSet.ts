/** One candidate of a `srcset`: a URL, which may hold commas but not end in one, and its descriptor. */
const CANDIDATE = /(\S*[^,\s])(?:\s+([\d.]+[wx]))?\s*(?:,|$)/g;

/**
 * A `srcset` with each URL replaced by `toSafe(url)`, or `undefined` when one is rejected: an incomplete set would show the
 * wrong width. Candidates are separated as in HTML (by a comma after a descriptor, with or without a space).
 */
export function readSrcSet(srcSet: unknown, toSafe: (url: string) => string | undefined): string | undefined {
  if (typeof srcSet !== 'string') return undefined;
  const candidates: string[] = [];
  for (const [, text = '', descriptor] of srcSet.matchAll(CANDIDATE)) {
    const url = toSafe(text);
    if (url === undefined) return undefined;
    candidates.push(descriptor ? `${url} ${descriptor}` : url);
  }
  return candidates.length > 0 ? candidates.join(', ') : undefined;
}
