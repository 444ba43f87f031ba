import { parseUrl } from '../lib/parseUrl.js';
import { isRasterDataUrl } from './isRasterDataUrl.js';
import { readSrcSet } from './readSrcSet.js';

/**
 * The URL, if an `<img>` may load it: `http:`, `https:`, `blob:` (made by the page itself, as by a custom source), a relative URL,
 * or raster `data:image/`. Returns `undefined` for any other: `javascript:`, `file:`, `data:image/svg+xml`, an empty string.
 */
export function safeImageUrl(url: string | undefined): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  if (isRasterDataUrl(url)) return url;
  // The base only gives a relative URL a scheme. Nothing is requested from it.
  const protocol = parseUrl(url, 'https://base.invalid')?.protocol;
  return protocol && /^(https?|blob):$/.test(protocol) ? url : undefined;
}

/** The `srcset` if all its candidates are safe, otherwise `undefined`. */
export function safeSrcSet(srcSet: string | undefined): string | undefined {
  return readSrcSet(srcSet, safeImageUrl);
}
