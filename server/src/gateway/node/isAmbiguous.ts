import type { IncomingMessage } from 'node:http';

/**
 * Whether a request has no host, or two that differ (RFC 9112 §3.2): a proxy in front may have checked the one, and the gateway would
 * take the other. Node's parser itself refuses an ambiguous length of the body.
 */
export function isAmbiguous({ headers, rawHeaders, url = '' }: IncomingMessage): boolean {
  const authority = headers[':authority'];
  // HTTP/2 has the one, HTTP/1 the other.
  const host = headers.host ?? authority;
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
