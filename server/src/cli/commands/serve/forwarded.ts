import { isHost } from '../../../lib/isHost.js';

/** No machine has it (RFC 6761 §6.4). */
const INVALID_HOST = 'host.invalid';

/**
 * The request with the host and scheme that the browser used, from `X-Forwarded-Host` and `X-Forwarded-Proto`. Of a list, the last
 * entry counts: the nearest proxy added it, and the sender of the request may have written the others.
 */
export function forwarded(request: Request): Request {
  const host = last(request.headers.get('x-forwarded-host'));
  const scheme = last(request.headers.get('x-forwarded-proto'));
  if (host === undefined && scheme === undefined) return request;
  const url = new URL(request.url);
  if (scheme === 'http' || scheme === 'https') url.protocol = scheme;
  if (host !== undefined) {
    // The setters ignore a value that is not a host. Without this name, the host would remain that of the proxy's own connection,
    // which is often loopback and allowed.
    url.host = INVALID_HOST;
    url.port = '';
    if (isHost(host)) url.host = host;
  }
  return new Request(url, request);
}

function last(list: string | null): string | undefined {
  return list?.split(',').at(-1)?.trim() || undefined;
}
