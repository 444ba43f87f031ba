import type { ServedFormat } from '../../images/negotiateFormat.js';

export interface ImageVariant {
  hash: string;
  width: number;
  format: ServedFormat;
  /** Whether pages of other sites may embed it. */
  crossOrigin: boolean;
  /** How long a browser may use it, in s. */
  maxAge: number;
}

export function imageEtag({ hash, width, format }: Omit<ImageVariant, 'crossOrigin' | 'maxAge'>): string {
  return `"${hash.slice(0, 32)}-${width}.${format}"`;
}

/** `If-None-Match` (RFC 9110 §13.1.2): a list of tags, compared weakly, or `*`. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
}

/** For a URL without a signature, in s. */
const DAY = 24 * 60 * 60;

/**
 * How long a browser may use an image: no longer than the signature of its URL is valid, so that a picture that was erased leaves
 * the browsers too. In s, rounded down to minutes.
 */
export function maxAgeOf(expiresAt: number | undefined, now: number): number {
  if (expiresAt === undefined) return DAY;
  return Math.max(0, Math.floor((expiresAt - now) / 60_000) * 60);
}

export function cacheControl(maxAge: number): string {
  return `private, max-age=${maxAge}, immutable`;
}

/** The headers of an image response, 200 or 304. */
export function imageHeaders({
  hash,
  width,
  format,
  crossOrigin,
  maxAge,
}: ImageVariant): Record<string, string> {
  return {
    'content-type': `image/${format}`,
    // The URL contains the hash of the content, so that its content never changes.
    'cache-control': cacheControl(maxAge),
    etag: imageEtag({ hash, width, format }),
    vary: 'Accept',
    // Harmless even if a browser opens it as a document.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'inline',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': crossOrigin ? 'cross-origin' : 'same-site',
  };
}
