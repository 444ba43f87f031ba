import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { isOffline } from '../../lib/isOffline.js';
import { warnOnce } from '../../lib/warnOnce.js';
import { explainHeaders, explainRelativeBaseUrl, warnAboutHeaders } from '../warnings.js';
import { urlText } from './urls.js';

export interface GatewayConnection {
  baseUrl: string;
  headers: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  fetch: typeof fetch | undefined;
  credentials: RequestCredentials;
  timeoutMs: number;
}

export interface GatewayRequest {
  /** Relative to the gateway, without a leading slash. */
  path: string;
  /** JSON. Without it, the request is a GET. */
  body?: string;
}

/** NDJSON as it arrives, or a JSON document from a gateway that does not stream. */
const ACCEPT_MANY = 'application/x-ndjson, application/json;q=0.9';

/** Sends a request. The response may come from the gateway, or from a proxy before it. */
export async function openGateway(
  connection: GatewayConnection,
  { path, body }: GatewayRequest,
  folder: URL,
  signal: AbortSignal,
): Promise<Response> {
  const url = urlText(new URL(path, folder));
  if (url.startsWith('/') && !connection.fetch) throw relativeBaseUrl(connection.baseUrl);
  const headers = await readHeaders(connection.headers);
  signal.throwIfAborted();
  if (process.env.NODE_ENV !== 'production') warnAboutHeaders(headers);
  headers.set('accept', body ? 'application/json' : ACCEPT_MANY);
  if (body) headers.set('content-type', 'application/json');
  // Looked up on each call, so that a later replacement (a mock, a tracer) is used.
  const send = connection.fetch ?? globalThis.fetch;
  return send(url, {
    method: body ? 'POST' : 'GET',
    headers,
    body,
    credentials: connection.credentials,
    signal,
    // A redirect usually leads to a sign-in page, and would send the headers to another host.
    redirect: 'manual',
  });
}

/** Logged in production too: `prefetchQuery` swallows errors, so a server without prefetched pictures would seem to work. */
function relativeBaseUrl(baseUrl: string): ChatPictureError {
  let message = `baseUrl "${baseUrl}" is relative, and a server has no page. Give createGatewaySource an absolute baseUrl or a fetch.`;
  if (process.env.NODE_ENV !== 'production') message = explainRelativeBaseUrl(message);
  warnOnce(message, 'error');
  return new ChatPictureError('network', message, { retryable: false });
}

async function readHeaders(headers: GatewayConnection['headers']): Promise<Headers> {
  try {
    return new Headers(typeof headers === 'function' ? await headers() : headers);
  } catch (cause) {
    if (cause instanceof ChatPictureError) throw cause;
    // fetch() rejects with a TypeError; a library that wraps fetch() in errors of its own is told apart by `onLine`.
    const isNetwork = cause instanceof TypeError || isOffline();
    let message = 'headers() of createGatewaySource failed.';
    if (process.env.NODE_ENV !== 'production') message = explainHeaders(message);
    throw new ChatPictureError(isNetwork ? 'network' : 'unauthorized', message, { cause });
  }
}
