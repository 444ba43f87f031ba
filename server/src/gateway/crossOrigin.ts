import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { problem } from './problems.js';

/** @throws {TypeError} for what is not the origin of a page: a path, a pattern, `*`, `null`. */
export function readAllowedOrigins(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    if (
      URL.canParse(origin) &&
      /^https?:$/.test(new URL(origin).protocol) &&
      new URL(origin).origin === origin
    )
      continue;
    throw new TypeError(
      `createPictureGateway: ${JSON.stringify(origin)} in allowedOrigins is not an origin. Write scheme and host only, as in "https://dashboard.example.com".`,
    );
  }
  return new Set(origins);
}

/** Lets the pages of other origins read the answers, cookies included; those that are listed, and no others. */
export function corsFor(allowedOrigins: ReadonlySet<string>): MiddlewareHandler {
  const answer = cors({
    origin: (origin) => origin,
    credentials: true,
    allowMethods: ['GET', 'HEAD', 'POST'],
    exposeHeaders: ['retry-after'],
    maxAge: 600,
  });
  return async (c, next) => {
    if (allowedOrigins.has(c.req.header('origin') ?? '')) return answer(c, next);
    await next();
    c.header('Vary', 'Origin', { append: true });
  };
}

/**
 * Refuses what a page of a foreign site has sent, cookies and all (CSRF). A question too: it could not read the answer, but
 * WhatsApp would be asked.
 */
export function refuseForeignSites(allowedOrigins: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    // A preflight leads to nothing, and is answered by what corsFor has said.
    if (c.req.method !== 'OPTIONS' && isForeign(c.req.raw, allowedOrigins)) {
      return problem(
        'forbidden',
        'A page of another origin has sent this. If it is one of yours, list it in allowedOrigins.',
      );
    }
    return next();
  };
}

/**
 * A browser says by `Sec-Fetch-Site` whose page is asking, and no page can forge it. `same-origin` is therefore believed
 * even where a proxy has changed the host and `Origin` seems to differ. Browsers without that header send `Origin`
 * with a POST; what sends neither is no browser, and carries nobody's cookies.
 */
function isForeign(request: Request, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && allowedOrigins.has(origin)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  return origin !== null && !isOwnOrigin(origin, new URL(request.url));
}

/** Behind a proxy that ends TLS, the page says `https:` where the gateway sees `http:`. The other way round is no proxy. */
function isOwnOrigin(origin: string, own: URL): boolean {
  return origin === own.origin || origin === `https://${own.host}`;
}
