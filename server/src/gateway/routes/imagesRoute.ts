import type { Context } from 'hono';
import { ImageError } from '../../images/ImageError.js';
import { negotiateFormat } from '../../images/negotiateFormat.js';
import { IMAGE_WIDTHS } from '../../images/resizeImage.js';
import { ownText } from '../../lib/memory/ownText.js';
import { isHash } from '../../store/layout.js';
import { DEFAULT_WIDTH, readWidth } from '../images/ImageUrls.js';
import { type ImageVariants, variantKey } from '../images/ImageVariants.js';
import { imageEtag, imageHeaders, matchesEtag, maxAgeOf } from '../images/imageHeaders.js';
import { problem } from '../problems.js';

/** `GET /images/<hash>?w=80&exp=…&sig=…`: a picture as AVIF, WebP or JPEG, by the request's `Accept`. */
export function imagesRoute(images: ImageVariants, crossOrigin: boolean, now: () => number) {
  return async (c: Context): Promise<Response> => {
    const name = c.req.param('hash');
    if (!isHash(name))
      return problem('not-found', 'There is no such picture. Request the picture of the chat for its URL.');
    const hash = ownText(name);
    const width = readWidth(c.req.query('w') ?? String(DEFAULT_WIDTH));
    if (width === undefined) {
      return problem('bad-request', `This width is not available. Use one of ${IMAGE_WIDTHS.join(', ')}.`);
    }
    const format = negotiateFormat(c.req.header('accept'));
    // The signature is verified already.
    const expires = c.req.query('exp');
    const maxAge = maxAgeOf(expires === undefined ? undefined : Number(expires) * 1000, now());
    const headers = imageHeaders({ hash, width, format, crossOrigin, maxAge });
    if (matchesEtag(c.req.header('if-none-match'), imageEtag({ hash, width, format }))) {
      const isThere = await images.has(hash, width, format);
      // `failed` too: the store cannot tell whether the chat was forgotten, and the browser has the picture.
      return isThere ? new Response(null, { status: 304, headers }) : gone();
    }
    try {
      const bytes =
        images.getFromMemory(variantKey(hash, width, format)) ?? (await images.get(hash, width, format));
      if (bytes === undefined) return gone();
      if (bytes === 'failed') return unavailable();
      headers['content-length'] = String(bytes.byteLength);
      return new Response(c.req.method === 'HEAD' ? null : bytes, { headers });
    } catch (error) {
      if (!(error instanceof ImageError) || error.isFaultOfMachine) throw error;
      if (error.code === 'busy')
        return problem('rate-limited', error.message, { headers: { 'retry-after': '1' } });
      return problem('not-found', error.message);
    }
  };
}

function gone(): Response {
  return problem(
    'not-found',
    'This picture no longer exists. Request the picture of the chat again for a new URL.',
  );
}

function unavailable(): Response {
  return problem('store-unavailable', 'The picture store cannot be reached. Try again in a moment.', {
    headers: { 'retry-after': '5' },
  });
}
