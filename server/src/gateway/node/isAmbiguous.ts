import type { IncomingMessage } from 'node:http';

/** The host of a request that names none. No machine has it (RFC 6761 §6.4), and no browser sends such a request. */
export const NO_HOST = 'host.invalid';

/**
 * Whether a request has no host, or two that differ (RFC 9112 §3.2): a proxy in front may have checked the one, and the gateway would
 * take the other. Node's parser itself refuses an ambiguous length of the body.
 */
export function isAmbiguous({ headers, rawHeaders, httpVersion, url = '' }: IncomingMessage): boolean {
  const authority = headers[':authority'];
  // HTTP/2 has the one, HTTP/1.1 the other. HTTP/1.0 needs none, and the health checks of HAProxy send none.
  const host = headers.host ?? authority ?? (httpVersion === '1.0' ? NO_HOST : undefined);
  if (host === undefined || (authority !== undefined && authority !== host) || countHosts(rawHeaders) > 1)
    return true;
  if (url.startsWith('/') || !URL.canParse(url)) return false;
  // The absolute form, as proxies receive it.
  const target = new URL(url);
  const own = `${target.protocol}//${host}`;
  return target.username + target.password !== '' || !URL.canParse(own) || new URL(own).host !== target.host;
}

/** The parsed headers contain the first one only. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
