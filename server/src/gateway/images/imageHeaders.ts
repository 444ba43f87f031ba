import type { ServedFormat } from '../../images/negotiateFormat.js';

export interface ImageVariant {
  hash: string;
  width: number;
  format: ServedFormat;
  /** Whether pages of other sites may embed it. */
  crossOrigin: boolean;
}

export function imageEtag({ hash, width, format }: Omit<ImageVariant, 'crossOrigin'>): string {
  return `"${hash.slice(0, 32)}-${width}.${format}"`;
}

/** The headers of an image response, 200 or 304. */
export function imageHeaders({ hash, width, format, crossOrigin }: ImageVariant): Record<string, string> {
  return {
    'content-type': `image/${format}`,
    // The URL contains the hash of the content, so that its content never changes.
    'cache-control': 'private, max-age=31536000, immutable',
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
