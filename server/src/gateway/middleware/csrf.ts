import type { MiddlewareHandler } from 'hono';
import type { Emit } from '../emitter.js';
import type { PlainRequest } from '../node/PlainAnswer.js';
import { problem } from '../problems.js';

/**
 * CSRF protection. Refuses requests from pages of other origins, which carry the user's cookies. `GET` is refused too: the
 * page could not read the answer, but the request would reach WhatsApp.
 */
export function csrf(allowedOrigins: ReadonlySet<string>, emit: Emit): MiddlewareHandler {
  return async (c, next) => {
    // A preflight changes nothing. The CORS middleware sets its headers.
    if (c.req.method === 'OPTIONS' || !isForeign(c.req.raw, allowedOrigins)) return next();
    const origin = originOf(c.req.raw) ?? 'another origin';
    emit({ type: 'origin-refused', origin, host: new URL(c.req.url).host });
    return problem(
      'forbidden',
      `This request comes from a page of ${origin}. If the page is yours, add its origin to allowedOrigins (--allow-origin of the ` +
        'command line). Behind a proxy, let the proxy pass on the Host header.',
    );
  };
}

/**
 * Browsers set `Sec-Fetch-Site` for pages of a secure context, and pages cannot forge it. `same-origin` is therefore trusted even
 * where a proxy changed the host and `Origin` differs. For other pages, browsers send `Origin` with a POST, and `Referer` with a
 * GET. A request with none of these headers comes from a program, which carries no cookies of a user.
 */
function isForeign(request: Request, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = originOf(request);
  if (origin !== undefined && allowedOrigins.has(origin)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !isOwnOrigin(origin, new URL(request.url));
}

/** Whether the headers alone tell that a program or a page of the own origin sent the request. If not, `csrf` has to decide. */
export function isOwnByHeaders({ header }: PlainRequest): boolean {
  if (header('origin') !== undefined) return false;
  const site = header('sec-fetch-site');
  return site === undefined ? header('referer') === undefined : site === 'same-origin' || site === 'none';
}

/** The origin of the page that sent the request. `undefined`: none is known. */
function originOf({ headers }: Request): string | undefined {
  const origin = headers.get('origin');
  if (origin !== null) return origin;
  const referer = headers.get('referer');
  return referer !== null && URL.canParse(referer) ? new URL(referer).origin : undefined;
}

/** Behind a proxy that terminates TLS, the page has `https:` and the gateway sees `http:`. The reverse is not accepted. */
function isOwnOrigin(origin: string, own: URL): boolean {
  return origin === own.origin || origin === `https://${own.host}`;
}
