import { createHash, timingSafeEqual } from 'node:crypto';
import { parse } from 'hono/utils/cookie';

const SECRET_COOKIE = 'chat-avatar-secret';

/** Whether a server on this host is reachable from this machine only. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Allows requests with the secret, as a bearer token or in a cookie. */
export function allowSecret(secret: string): (request: Request) => boolean {
  const expected = digest(secret);
  return ({ headers }) => {
    const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
    const sent = bearer ?? parse(headers.get('cookie') ?? '', SECRET_COOKIE)[SECRET_COOKIE];
    return sent !== undefined && timingSafeEqual(digest(sent), expected);
  };
}

/**
 * Allows requests with a loopback name as `Host`. Protects against DNS rebinding: a foreign site can point its own name to
 * 127.0.0.1 and become same-origin with the gateway, but it cannot change the `Host` header.
 */
export function allowLoopbackHost(request: Request): boolean {
  return isLoopbackHost(new URL(request.url).hostname);
}

/** A hash, because `timingSafeEqual` needs inputs of equal length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
