import { type ChatId, isBroadcastChatId, parseChatId } from '../chat/chatId.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { gatewayBatch } from './batch.js';
import { GatewayAsk } from './GatewayAsk.js';
import { askGateway } from './request.js';
import { checkBaseUrl } from './urls.js';

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
  /** Headers for every request, or a function that gives them: it is called for each request, and may wait for a fresh token. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** Sends the requests, instead of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /**
   * Whether cookies go along. For a gateway on another origin, which lists this one in its `allowedOrigins`: `include`.
   * @default 'same-origin'
   */
  credentials?: RequestCredentials | undefined;
  /**
   * How long the gateway may say nothing, in ms.
   * @default 30_000
   */
  timeoutMs?: number | undefined;
}

/** Takes lines as they come, and a whole document from a gateway that has no lines. */
const ACCEPT_MANY = 'application/x-ndjson, application/json;q=0.9';

/**
 * The browser's side of `createPictureGateway`: a `PictureSource` that holds no secret. What a screen asks for within a
 * tick goes out as one request (50 chats in each); each answer is given as soon as it has come. A refresh goes alone.
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
  const connection = { baseUrl, headers, fetch, credentials, timeoutMs };

  const asked = new Map<ChatId, GatewayAsk>();
  const refreshing = new Map<ChatId, GatewayAsk>();

  const sendWithOthers = gatewayBatch((asks) => {
    const query = new URLSearchParams(asks.map(({ chatId }) => ['chatId', chatId]));
    askGateway(connection, { method: 'GET', accept: ACCEPT_MANY, path: `pictures?${query}` }, asks);
  });

  const sendRefresh = (ask: GatewayAsk) => {
    const body = JSON.stringify({ chatId: ask.chatId });
    const request = { method: 'POST', accept: 'application/json', path: 'pictures/refresh', body } as const;
    askGateway(connection, request, [ask]);
  };

  return {
    id: options.id ?? `gateway:${baseUrl}`,
    async getChatPicture(chatId, { refresh = false, signal } = {}) {
      const id = parseChatId(chatId);
      signal?.throwIfAborted();
      if (isBroadcastChatId(id)) return { status: 'none', reason: 'empty' };
      return refresh ? join(refreshing, id, sendRefresh, signal) : join(asked, id, sendWithOthers, signal);
    },
  };
}

/** One ask for all who want the same at once. */
function join(
  asks: Map<ChatId, GatewayAsk>,
  chatId: ChatId,
  send: (ask: GatewayAsk) => void,
  signal: AbortSignal | undefined,
) {
  const known = asks.get(chatId);
  if (known) return known.wait(signal);
  const ask = new GatewayAsk(chatId, () => asks.delete(chatId));
  asks.set(chatId, ask);
  send(ask);
  return ask.wait(signal);
}
