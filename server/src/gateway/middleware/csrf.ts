import type { MiddlewareHandler } from 'hono';
import { problem } from '../problems.js';

/**
 * CSRF protection. Refuses requests from pages of other origins, which carry the user's cookies. `GET` is refused too: the
 * page could not read the answer, but the request would reach WhatsApp.
 */
export function csrf(allowedOrigins: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    // A preflight changes nothing. The CORS middleware sets its headers.
    if (c.req.method !== 'OPTIONS' && isForeign(c.req.raw, allowedOrigins)) {
      return problem(
        'forbidden',
        'This request comes from a page of another origin. If the page is yours, add its origin to allowedOrigins.',
      );
    }
    return next();
  };
}

/**
 * Browsers set `Sec-Fetch-Site`, and pages cannot forge it. `same-origin` is therefore trusted even where a proxy changed the
 * host and `Origin` differs. Browsers without that header send `Origin` with a POST. A request with neither header does not
 * come from a page and carries no cookies of a user.
 */
function isForeign(request: Request, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && allowedOrigins.has(origin)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  return origin !== null && !isOwnOrigin(origin, new URL(request.url));
}

/** Behind a proxy that terminates TLS, the page has `https:` and the gateway sees `http:`. The reverse is not accepted. */
function isOwnOrigin(origin: string, own: URL): boolean {
  return origin === own.origin || origin === `https://${own.host}`;
}
