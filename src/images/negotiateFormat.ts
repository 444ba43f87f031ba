import { parseAccept } from 'hono/utils/accept';

/** The formats that images are served in, smallest first. */
export const SERVED_FORMATS = ['avif', 'webp', 'jpeg'] as const;
export type ServedFormat = (typeof SERVED_FORMATS)[number];

/**
 * The smallest format that an `Accept` header (RFC 9110 §12.5.1) names. A wildcard names nothing: `image/*` is also sent
 * by what has never heard of AVIF, and everything reads JPEG.
 */
export function negotiateFormat(accept: string | null | undefined): ServedFormat {
  const named = new Map(parseAccept(accept ?? '').map(({ type, q }) => [type.toLowerCase(), q]));
  const takes = (format: ServedFormat) => (named.get(`image/${format}`) ?? 0) > 0;
  return SERVED_FORMATS.find(takes) ?? 'jpeg';
}
