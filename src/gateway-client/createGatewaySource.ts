import { isBroadcastChatId, parseChatId } from '../chat/chatId.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { fetchPictures } from './answer/request.js';
import { checkBaseUrl } from './baseUrl.js';
import { batchQueue } from './batchQueue.js';
import type { GatewaySourceOptions } from './GatewaySourceOptions.js';
import { singleFlight } from './singleFlight.js';
import { explainTimeout, warnAboutOptions } from './warnings.js';

/** Half of the gateway's limit for one request, so that a large screen is answered in parallel. */
const BATCHES = { size: 50, quietMs: 10, concurrency: 4 };

/** Refreshes are not batched and do not wait for batches, because a person waits for the answer. */
const REFRESHES = { size: 1, quietMs: 0, concurrency: 2 };

/**
 * The client of `createPictureGateway`: a `PictureSource` without a secret. Batching: chats that are requested within about 10 ms
 * share a request, at most 50 in each, and each answer resolves as it arrives. At most 4 such requests are under way; a refresh is a
 * request of its own beside them.
 *
 * @throws {TypeError} when `baseUrl` is missing or not the address of a gateway.
 */
export function createGatewaySource(options: GatewaySourceOptions): PictureSource {
  const baseUrl = checkBaseUrl(options?.baseUrl);
  const { headers, fetch, credentials = 'same-origin', timeoutMs = 30_000 } = options;
  if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    let message = 'createGatewaySource needs a valid timeoutMs.';
    if (process.env.NODE_ENV !== 'production') message = explainTimeout(message);
    throw new TypeError(message);
  }
  if (process.env.NODE_ENV !== 'production') warnAboutOptions(options);
  const connection = { baseUrl, headers, fetch, credentials, timeoutMs };

  const fetchPicture = singleFlight(
    batchQueue(BATCHES, (batch) => {
      const query = new URLSearchParams(batch.map(({ chatId }) => ['chatId', chatId]));
      return fetchPictures(connection, { path: `pictures?${query}` }, batch);
    }),
  );
  const refreshPicture = singleFlight(
    batchQueue(REFRESHES, (batch) => {
      const body = JSON.stringify({ chatId: batch[0]?.chatId });
      return fetchPictures(connection, { path: 'pictures/refresh', body }, batch);
    }),
  );

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
