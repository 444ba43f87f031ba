import { ChatPictureError } from '../chat/ChatPictureError.js';
import { isOffline } from '../lib/isOffline.js';
import { warnOnce } from '../lib/warnOnce.js';
import { urlText } from './urls.js';
import { warnAboutHeaders } from './warnings.js';

export interface GatewayConnection {
  baseUrl: string;
  headers: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  fetch: typeof fetch | undefined;
  credentials: RequestCredentials;
  timeoutMs: number;
}

export interface GatewayRequest {
  method: 'GET' | 'POST';
  accept: string;
  /** Relative to the gateway, without a leading slash. */
  path: string;
  body?: string;
}

/** Sends a request. The response may come from the gateway, or from a proxy before it. */
export async function openGateway(
  connection: GatewayConnection,
  { method, accept, path, body }: GatewayRequest,
  folder: URL,
  signal: AbortSignal,
): Promise<Response> {
  const url = urlText(new URL(path, folder));
  if (url.startsWith('/') && !connection.fetch) throw relativeBaseUrl(connection.baseUrl);
  const headers = await readHeaders(connection.headers);
  signal.throwIfAborted();
  if (process.env.NODE_ENV !== 'production') warnAboutHeaders(headers);
  headers.set('accept', accept);
  if (body !== undefined) headers.set('content-type', 'application/json');
  // Looked up on each call, so that a later replacement (a mock, a tracer) is used.
  const send = connection.fetch ?? globalThis.fetch;
  const { credentials } = connection;
  // A redirect usually leads to a sign-in page, and would send the headers to another host.
  return send(url, { method, headers, body, credentials, signal, redirect: 'manual' });
}

/** Logged in production too: `prefetchQuery` swallows errors, so a server without prefetched pictures would seem to work. */
function relativeBaseUrl(baseUrl: string): ChatPictureError {
  const message = `baseUrl ${JSON.stringify(baseUrl)} is relative, and on a server there is no page that it is relative to, so no picture was requested. Give createGatewaySource an absolute baseUrl on the server, or a fetch that calls the gateway, and the same id on the server and in the browser.`;
  warnOnce(message, 'error');
  return new ChatPictureError('network', message, { retryable: false });
}

async function readHeaders(headers: GatewayConnection['headers']): Promise<Headers> {
  try {
    return new Headers(typeof headers === 'function' ? await headers() : headers);
  } catch (thrown) {
    if (thrown instanceof ChatPictureError) throw thrown;
    // fetch() rejects with a TypeError; a library that wraps fetch() in errors of its own is told apart by `onLine`.
    const isNetwork = thrown instanceof TypeError || isOffline();
    const message =
      'headers() of createGatewaySource failed, so no picture was requested. Its error is the cause of this one.';
    if (process.env.NODE_ENV !== 'production' && !isOffline()) warnOnce(message);
    throw new ChatPictureError(isNetwork ? 'network' : 'unauthorized', message, { cause: thrown });
  }
}
