/** A URL and its descriptor. */
const CANDIDATE = /^([^,]\S*)( [\d.]+[wx])?$/;

/**
 * A `srcset` with each URL replaced by `toSafe(url)`, or `undefined` when one is rejected: an incomplete set would show the
 * wrong width. As in HTML, a comma separates behind a descriptor and beside white space. Any other comma belongs to a URL, and a
 * URL must not begin with one. Each step is linear in the length of the text.
 */
export function readSrcSet(srcSet: unknown, toSafe: (url: string) => string | undefined): string | undefined {
  if (typeof srcSet !== 'string') return undefined;
  const text = ` ${srcSet} `.replace(/\s+/g, ' ').replace(/( [\d.]+[wx]),/g, '$1, ');
  const candidates: string[] = [];
  for (const part of text.split(/, | ,/)) {
    const candidate = part.trim();
    if (candidate === '') continue;
    const [, address = '', descriptor = ''] = CANDIDATE.exec(candidate) ?? [];
    const url = toSafe(address);
    if (url === undefined) return undefined;
    candidates.push(url + descriptor);
  }
  return candidates.join(', ') || undefined;
}
