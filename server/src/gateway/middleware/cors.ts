import type { MiddlewareHandler } from 'hono';
import { cors as honoCors } from 'hono/cors';

/** @throws {TypeError} when an entry is not an origin: a path, a pattern, `*`, `null`. */
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

/** CORS with credentials for the listed origins. Other origins get no CORS headers. */
export function cors(allowedOrigins: ReadonlySet<string>): MiddlewareHandler {
  const answer = honoCors({
    origin: (origin) => origin,
    credentials: true,
    allowMethods: ['GET', 'HEAD', 'POST'],
    exposeHeaders: ['retry-after'],
    maxAge: 600,
  });
  return async (c, next) => {
    if (allowedOrigins.has(c.req.header('origin') ?? '')) return answer(c, next);
    await next();
    // In place: `c.header` would copy the response.
    c.res.headers.append('Vary', 'Origin');
  };
}
