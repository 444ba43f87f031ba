import { ChatPictureError } from '../chat/ChatPictureError.js';
import { urlText } from './urls.js';

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
  /** Inside the gateway, without a slash before it. */
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
  if (url.startsWith('/') && !connection.fetch) {
    throw new ChatPictureError(
      'network',
      `There is no page here that baseUrl ${JSON.stringify(connection.baseUrl)} could be relative to. On a server, give createGatewaySource an absolute baseUrl, or a fetch of your own.`,
      { retryable: false },
    );
  }
  const headers = await readHeaders(connection.headers);
  signal.throwIfAborted();
  headers.set('accept', accept);
  if (body !== undefined) headers.set('content-type', 'application/json');
  // Looked up now, so that what replaces it later (a mock, a tracer) is used.
  const send = connection.fetch ?? globalThis.fetch;
  const { credentials } = connection;
  // A redirect usually leads to a sign-in page, and would carry the headers to another place.
  return send(url, { method, headers, body, credentials, signal, redirect: 'manual' });
}

async function readHeaders(headers: GatewayConnection['headers']): Promise<Headers> {
  try {
    return new Headers(typeof headers === 'function' ? await headers() : headers);
  } catch (thrown) {
    if (thrown instanceof ChatPictureError) throw thrown;
    // fetch() rejects with a TypeError; a library that wraps fetch() in errors of its own is told apart by `onLine`.
    const isNetwork = thrown instanceof TypeError || globalThis.navigator?.onLine === false;
    throw new ChatPictureError(
      isNetwork ? 'network' : 'unauthorized',
      `headers() of createGatewaySource failed${isNetwork ? ' without a connection' : ''}, so no request was sent. Its error is the cause.`,
      { cause: thrown },
    );
  }
}
