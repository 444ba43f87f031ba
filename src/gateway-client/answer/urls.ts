import { isRasterDataUrl } from '../../chat/isRasterDataUrl.js';
import { readSrcSet } from '../../chat/readSrcSet.js';
import { parseUrl } from '../../lib/parseUrl.js';
import { isHttp, PLACEHOLDER_ORIGIN } from '../baseUrl.js';

/** The base URL with a trailing slash, so that relative URLs resolve inside the gateway. */
export function gatewayFolder(baseUrl: string): URL {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return parseUrl(folder, page) ?? new URL(folder, PLACEHOLDER_ORIGIN);
}

/** Serialises a URL: absolute, or without the origin if it is only the placeholder. */
export function urlText(url: URL): string {
  return url.origin === PLACEHOLDER_ORIGIN ? url.pathname + url.search + url.hash : url.href;
}

/**
 * A picture's URL from the wire, resolved against the gateway. Stricter than `safeImageUrl`: a `blob:` URL is valid only
 * in the page that made it, so a server cannot send one. Returns `undefined` for it, and for `javascript:`, an SVG or no URL at all.
 */
export function resolvePictureUrl(url: unknown, folder: URL): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  if (isRasterDataUrl(url)) return url;
  const resolved = parseUrl(url, folder);
  return resolved && isHttp(resolved) ? urlText(resolved) : undefined;
}

/** A `srcset` with each URL resolved, or `undefined` if one of them may not be shown. */
export function resolveSrcSet(srcSet: unknown, folder: URL): string | undefined {
  return readSrcSet(srcSet, (url) => resolvePictureUrl(url, folder));
}
