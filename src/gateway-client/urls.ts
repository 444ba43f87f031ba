import { isRasterDataUrl } from '../chat/isRasterDataUrl.js';
import { readSrcSet } from '../chat/readSrcSet.js';

/** Stands in for the page's address where there is no page, as on a server. Nothing is ever requested from it. */
const NOWHERE = 'http://page.invalid';

/** @throws {TypeError} for what is not the address of a gateway. The text is not repeated: it may hold a password. */
export function checkBaseUrl(baseUrl: unknown): string {
  if (typeof baseUrl === 'string' && baseUrl.trim() !== '' && !/[?#]/.test(baseUrl)) {
    const url = URL.canParse(baseUrl, NOWHERE) ? new URL(baseUrl, NOWHERE) : undefined;
    if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return baseUrl;
  }
  throw new TypeError(
    'createGatewaySource needs baseUrl: where your gateway is mounted, as in "/api/chat-pictures" or "https://chat.example.com/api/chat-pictures", without a query, a fragment or a password.',
  );
}

/** The gateway as a folder, so that relative URLs mean what is inside it. */
export function gatewayFolder(baseUrl: string): URL {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return new URL(folder, URL.canParse(folder, page) ? page : NOWHERE);
}

/** As text: absolute, or without an origin where neither the page nor the gateway has said one. */
export function urlText(url: URL): string {
  return url.origin === NOWHERE ? url.pathname + url.search + url.hash : url.href;
}

/** A picture's URL as an `<img>` may have it; `undefined` for what it may not: `javascript:`, an SVG, nonsense. */
export function resolvePictureUrl(url: unknown, folder: URL): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  if (isRasterDataUrl(url)) return url;
  const resolved = URL.canParse(url, folder) ? new URL(url, folder) : undefined;
  return resolved && /^https?:$/.test(resolved.protocol) ? urlText(resolved) : undefined;
}

/** A `srcset` with each URL resolved, or `undefined` if one of them may not be shown. */
export function resolveSrcSet(srcSet: unknown, folder: URL): string | undefined {
  return readSrcSet(srcSet, (url) => resolvePictureUrl(url, folder));
}
