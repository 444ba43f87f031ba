import { isBroadcastChatId, parseChatId } from '../chat/chatId.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { batchQueue } from './batchQueue.js';
import { fetchPictures } from './request.js';
import { singleFlight } from './singleFlight.js';
import { checkBaseUrl } from './urls.js';
import { warnAboutBaseUrl } from './warnings.js';

export interface GatewaySourceOptions {
  /**
   * Where the gateway is mounted: `/api/chat-pictures`, or an absolute URL when it is on another origin, or when this
   * runs on a server, where there is no page to be relative to.
   */
  baseUrl: string;
  /**
   * Names the source in query keys. Give a server and its browsers the same, where their base URLs differ, so that what
   * the server prefetched is found.
   * @default `gateway:${baseUrl}`
   */
  id?: string | undefined;
  /**
   * Headers for every request, or a function that returns them, called for each request; it may wait for a fresh token. When it
   * throws, no request is sent: a `TypeError`, or any error while the browser is offline, is `network` and is retried, another
   * is `unauthorized`. A `ChatPictureError` is passed on.
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** Sends the requests, instead of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /**
   * Whether cookies go along. For a gateway on another origin, which lists this one in its `allowedOrigins`: `include`.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials | undefined;
  /**
   * How long the gateway may send nothing, in ms. A request that waits for its turn is not counted.
   * @default 30_000
   */
  timeoutMs?: number | undefined;
}

/** Half of what a gateway takes in one request, so that a large screen is answered in parallel. */
const BATCHES = { size: 50, quietMs: 10, concurrency: 4 };

/** One by one, and beside the batches: a person waits for the answer. */
const REFRESHES = { size: 1, quietMs: 0, concurrency: 2 };

/** NDJSON as it arrives, or a JSON document from a gateway that does not stream. */
const ACCEPT_MANY = 'application/x-ndjson, application/json;q=0.9';

/**
 * The browser's side of `createPictureGateway`: a `PictureSource` without a secret. Chats that are asked for within about 10 ms
 * share a request, 50 in each, and each answer resolves as it arrives. At most 4 such requests are under way; a refresh is a
 * request of its own beside them.
 *
 * @throws {TypeError} when `baseUrl` is missing or not the address of a gateway.
 */
export function createGatewaySource(options: GatewaySourceOptions): PictureSource {
  const baseUrl = checkBaseUrl(options?.baseUrl);
  const { headers, fetch, credentials = 'same-origin', timeoutMs = 30_000 } = options;
  if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    throw new TypeError(
      `createGatewaySource: timeoutMs is in milliseconds, more than 0, but is ${timeoutMs}.`,
    );
  }
  if (process.env.NODE_ENV !== 'production') warnAboutBaseUrl(baseUrl);
  const connection = { baseUrl, headers, fetch, credentials, timeoutMs };

  const fetchMany = batchQueue(BATCHES, (batch) => {
    const query = new URLSearchParams(batch.map(({ chatId }) => ['chatId', chatId]));
    return fetchPictures(
      connection,
      { method: 'GET', accept: ACCEPT_MANY, path: `pictures?${query}` },
      batch,
    );
  });
  const refreshOne = batchQueue(REFRESHES, (batch) => {
    const body = JSON.stringify({ chatId: batch[0]?.chatId });
    const request = { method: 'POST', accept: 'application/json', path: 'pictures/refresh', body } as const;
    return fetchPictures(connection, request, batch);
  });
  const fetchPicture = singleFlight(fetchMany);
  const refreshPicture = singleFlight(refreshOne);

  return {
    id: options.id ?? `gateway:${baseUrl}`,
    async getChatPicture(chatId, { refresh = false, signal } = {}) {
      const id = parseChatId(chatId);
      signal?.throwIfAborted();
      if (isBroadcastChatId(id)) return { status: 'none', reason: 'empty' };
      return (refresh ? refreshPicture : fetchPicture)(id, signal);
    },
  };
}
