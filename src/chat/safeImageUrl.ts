import { isRasterDataUrl } from './isRasterDataUrl.js';
import { readSrcSet } from './readSrcSet.js';

/**
 * The URL, if it may reach an `<img>`: `http(s):`, a raster `data:image/`, or a path on the page's own origin. Anything
 * else (`javascript:`, `blob:`, `file:`, an SVG) is `undefined`.
 */
export function safeImageUrl(url: string | undefined): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  if (isRasterDataUrl(url)) return url;
  try {
    // The base only tells how a relative URL would be read; it is never requested.
    const { protocol } = new URL(url, 'https://base.invalid');
    return protocol === 'https:' || protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A `srcset` whose every candidate is safe, or `undefined`. */
export function safeSrcSet(srcSet: string | undefined): string | undefined {
  return readSrcSet(srcSet, safeImageUrl);
}
