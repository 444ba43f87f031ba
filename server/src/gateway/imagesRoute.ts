import type { Context, MiddlewareHandler } from 'hono';
import { ImageError } from '../images/ImageError.js';
import { negotiateFormat } from '../images/negotiateFormat.js';
import { IMAGE_WIDTHS } from '../images/resize.js';
import { isHash } from '../store/layout.js';
import type { ImageShortcut } from './ImageShortcut.js';
import { DEFAULT_WIDTH, type ImageUrls } from './ImageUrls.js';
import { imageEtag, imageHeaders } from './imageHeaders.js';
import { problem } from './problems.js';
import { hotKey, type ServedImages } from './ServedImages.js';

const WIDTHS = new Map<string, number>(IMAGE_WIDTHS.map((width) => [String(width), width]));

/** A URL that we have signed needs no other permission: an `<img>` sends no header. One without a signature does. */
export function signedOr(
  authorize: MiddlewareHandler,
  urls: ImageUrls,
  shortcut: ImageShortcut,
): MiddlewareHandler {
  return async (c, next) => {
    const signature = c.req.query('sig');
    const expires = c.req.query('exp');
    if (c.req.method === 'OPTIONS' || (signature === undefined && expires === undefined))
      return authorize(c, next);
    const hash = c.req.param('hash') ?? '';
    const width = WIDTHS.get(c.req.query('w') ?? '') ?? 0;
    const verdict = await urls.check({ hash, width, expires: expires ?? '' }, signature ?? '');
    if (verdict === 'good') {
      shortcut.remember(c.req.url, { hash, width, expiresAt: Number(expires) * 1000 });
      return next();
    }
    return verdict === 'expired'
      ? problem('expired-url', 'This URL has expired. Ask for the picture again, and take its new one.')
      : problem('invalid-signature', 'This URL is not one of ours: something in it was changed.');
  };
}

/** `GET /images/<hash>?w=80&exp=…&sig=…`: a picture as AVIF, WebP or JPEG, whichever the browser takes. */
export function imagesRoute(images: ServedImages, crossOrigin: boolean) {
  return async (c: Context): Promise<Response> => {
    const hash = c.req.param('hash');
    if (!isHash(hash)) return problem('not-found', 'There is no such picture.');
    const width = WIDTHS.get(c.req.query('w') ?? String(DEFAULT_WIDTH));
    if (width === undefined) {
      return problem('bad-request', `Pictures come in these widths: ${IMAGE_WIDTHS.join(', ')}.`);
    }
    const format = negotiateFormat(c.req.header('accept'));
    const headers = imageHeaders({ hash, width, format, crossOrigin });
    if (names(c.req.header('if-none-match'), imageEtag({ hash, width, format }))) {
      const isThere = await images.has(hash, width, format);
      // A store that is down says nothing about who was erased; the browser has the picture meanwhile.
      return isThere ? new Response(null, { status: 304, headers }) : gone();
    }
    try {
      const bytes = images.getHot(hotKey(hash, width, format)) ?? (await images.get(hash, width, format));
      if (bytes === undefined) return gone();
      if (bytes === 'failed') return unavailable();
      headers['content-length'] = String(bytes.byteLength);
      return new Response(c.req.method === 'HEAD' ? null : bytes, { headers });
    } catch (error) {
      if (!(error instanceof ImageError) || error.code === 'no-decoder') throw error;
      if (error.code === 'busy')
        return problem('rate-limited', error.message, { headers: { 'retry-after': '1' } });
      return problem('not-found', 'This picture cannot be read any more.');
    }
  };
}

function gone(): Response {
  return problem('not-found', 'There is no such picture any more.');
}

function unavailable(): Response {
  return problem('store-unavailable', 'The picture store cannot be reached. Ask again in a moment.', {
    headers: { 'retry-after': '5' },
  });
}

/** RFC 9110 §13.1.2: a list of tags, compared weakly, or a star. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
}
