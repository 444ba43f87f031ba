export interface GatewaySourceOptions {
  /**
   * Where the gateway is mounted: `/api/chat-pictures`, or an absolute URL when it is on another origin. On a server, where there
   * is no page to be relative to, a relative one needs `fetch`.
   */
  baseUrl: string;
  /**
   * Names the source in query keys. If a server and its browsers use different base URLs, give both the same id, so that
   * browsers find the prefetched pictures.
   * @default `gateway:${baseUrl}`
   */
  id?: string | undefined;
  /**
   * Headers for every request, or a function that returns them. It is called for each request and may wait for a fresh token. If
   * it throws, no request is sent: a `TypeError`, or any error while the browser is offline, becomes `network` and is retried;
   * any other error becomes `unauthorized`. A `ChatPictureError` is passed on. On a server, headers of one visitor need a source for
   * each visitor: chats of all callers of a source share requests.
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** Replaces the global `fetch`. On a server it may call the gateway in the same process, with a relative URL. */
  fetch?: typeof fetch | undefined;
  /**
   * Whether cookies are sent. Use `include` for a gateway on another origin, which lists this origin in its `allowedOrigins`.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials | undefined;
  /**
   * The longest silence of the gateway, in ms; a whole answer may take ten times as long. The time of a request in the queue is not
   * counted.
   * @default 30_000
   */
  timeoutMs?: number | undefined;
}
