import type { MiddlewareHandler } from 'hono';
import type { ImageFastPath } from '../images/ImageFastPath.js';
import { type ImageUrls, readWidth } from '../images/ImageUrls.js';
import { targetOf } from '../node/PlainAnswer.js';
import { problem } from '../problems.js';

/** A valid signature in the URL replaces `authorize`, because an `<img>` sends no headers. A URL without one is authorized. */
export function verifySignatureOrAuthorize(
  authorize: MiddlewareHandler,
  urls: ImageUrls,
  fastPath: ImageFastPath,
): MiddlewareHandler {
  return async (c, next) => {
    const signature = c.req.query('sig');
    const expires = c.req.query('exp');
    if (c.req.method === 'OPTIONS' || (signature === undefined && expires === undefined))
      return authorize(c, next);
    const hash = c.req.param('hash') ?? '';
    const width = readWidth(c.req.query('w') ?? '') ?? 0;
    const verdict = await urls.check({ hash, width, expires: expires ?? '' }, signature ?? '');
    if (verdict === 'good') {
      fastPath.remember(targetOf(c.req.url), { hash, width, expiresAt: Number(expires) * 1000 });
      return next();
    }
    return verdict === 'expired'
      ? problem('expired-url', 'This URL has expired. Request the picture again for a new URL.')
      : problem(
          'invalid-signature',
          'The signature of this URL is wrong: the URL was changed, or signed with another secret. Request the picture again for a new URL; if that is refused too, give all replicas the same store or the same signingSecret.',
        );
  };
}
