const DESCRIPTOR = /^[\d.]+[wx]$/;

/**
 * A `srcset` with each URL replaced by `toSafe(url)`, or `undefined` when one is rejected: an incomplete set would show the
 * wrong width. A URL ends at white space; it may hold commas, but not end in one. Candidates are separated as in HTML: by a comma
 * behind a URL or a descriptor, with or without white space after it. One pass over the words.
 */
export function readSrcSet(srcSet: unknown, toSafe: (url: string) => string | undefined): string | undefined {
  if (typeof srcSet !== 'string') return undefined;
  const candidates: string[] = [];
  let expected: 'url' | 'descriptor' | 'comma' = 'url';
  for (const word of srcSet.replace(/(\s[\d.]+[wx]),/g, '$1, ').split(/\s+/)) {
    let start = 0;
    let end = word.length;
    while (word[start] === ',') start += 1;
    while (end > start && word[end - 1] === ',') end -= 1;
    const text = word.slice(start, end);
    if (start > 0) expected = 'url';
    if (text !== '' && expected === 'url') {
      const url = toSafe(text);
      if (url === undefined) return undefined;
      candidates.push(url);
      expected = 'descriptor';
    } else if (text !== '') {
      if (expected === 'comma' || !DESCRIPTOR.test(text)) return undefined;
      candidates.push(`${candidates.pop()} ${text}`);
      expected = 'comma';
    }
    if (end < word.length) expected = 'url';
  }
  return candidates.length > 0 ? candidates.join(', ') : undefined;
}
