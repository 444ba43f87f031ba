import { parseAccept } from 'hono/utils/accept';

/** The formats of served images, smallest files first. */
export const SERVED_FORMATS = ['avif', 'webp', 'jpeg'] as const;
export type ServedFormat = (typeof SERVED_FORMATS)[number];

/**
 * Content negotiation: the format with the highest quality in an `Accept` header (RFC 9110 §12.5.1); of equal ones, the
 * smallest. A wildcard counts as JPEG only: clients without AVIF support send `image/*` too, and all clients support JPEG.
 */
export function negotiateFormat(accept: string | null | undefined): ServedFormat {
  const qualities = new Map(parseAccept(accept ?? '').map(({ type, q }) => [type.toLowerCase(), q]));
  const qualityOf = (format: ServedFormat) =>
    qualities.get(`image/${format}`) ??
    (format === 'jpeg' ? (qualities.get('image/*') ?? qualities.get('*/*')) : undefined) ??
    0;
  const best = Math.max(...SERVED_FORMATS.map(qualityOf));
  return (best > 0 && SERVED_FORMATS.find((format) => qualityOf(format) === best)) || 'jpeg';
}
