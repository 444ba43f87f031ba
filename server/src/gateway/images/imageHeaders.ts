import type { ServedFormat } from '../../images/negotiateFormat.js';

export interface ImageVariant {
  hash: string;
  width: number;
  format: ServedFormat;
  /** Whether pages of other sites may show it. */
  crossOrigin: boolean;
}

export function imageEtag({ hash, width, format }: Omit<ImageVariant, 'crossOrigin'>): string {
  return `"${hash.slice(0, 32)}-${width}.${format}"`;
}

/** What goes with an image, whether it is sent or not (304). */
export function imageHeaders({ hash, width, format, crossOrigin }: ImageVariant): Record<string, string> {
  return {
    'content-type': `image/${format}`,
    // What the URL names never changes: it is named after the content.
    'cache-control': 'private, max-age=31536000, immutable',
    etag: imageEtag({ hash, width, format }),
    vary: 'Accept',
    // An image needs nothing of anybody, and is never a page.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'inline',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': crossOrigin ? 'cross-origin' : 'same-site',
  };
}
