import { LRUCache } from 'lru-cache';

/** Browsers of one version send the same `Accept`. */
const MAX_ACCEPTS = 100;

/** Memoises a content negotiation for the fast paths: parsing `Accept` takes longer than all else that they do. */
export function rememberByAccept<Format extends string>(
  negotiate: (accept: string) => Format,
): (accept: string) => Format {
  const formats = new LRUCache<string, Format>({ max: MAX_ACCEPTS });
  return (accept) => {
    const known = formats.get(accept);
    if (known !== undefined) return known;
    const format = negotiate(accept);
    formats.set(accept, format);
    return format;
  };
}
