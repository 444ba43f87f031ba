import { createHash, timingSafeEqual } from 'node:crypto';
import { parse } from 'hono/utils/cookie';

const SECRET_COOKIE = 'chat-avatar-secret';

/** Whether only this machine can reach what listens there. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Lets in whoever sends the secret, as a bearer token or in a cookie. */
export function accessBySecret(secret: string): (request: Request) => boolean {
  const expected = digest(secret);
  return ({ headers }) => {
    const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
    const sent = bearer ?? parse(headers.get('cookie') ?? '', SECRET_COOKIE)[SECRET_COOKIE];
    return sent !== undefined && timingSafeEqual(digest(sent), expected);
  };
}

/**
 * A page of a foreign site can make its own name stand for 127.0.0.1 and would then be of the same origin as the gateway
 * (DNS rebinding). It cannot change what the browser sends as the host.
 */
export function onlyThisMachine(request: Request): boolean {
  return isLoopbackHost(new URL(request.url).hostname);
}

/** Of equal length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
