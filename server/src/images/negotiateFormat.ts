import { parseAccept } from 'hono/utils/accept';

/** The formats that images are served in, smallest first. */
export const SERVED_FORMATS = ['avif', 'webp', 'jpeg'] as const;
export type ServedFormat = (typeof SERVED_FORMATS)[number];

/**
 * The format that an `Accept` header (RFC 9110 §12.5.1) likes best, of those it likes alike the smallest. A wildcard stands
 * for JPEG alone: `image/*` is also sent by what has never heard of AVIF, and everything reads JPEG.
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
