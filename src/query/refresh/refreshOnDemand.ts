import type { QueryClient } from '@tanstack/react-query';
import { ChatPictureError } from '../../chat/ChatPictureError.js';
import type { ChatId } from '../../chat/chatId.js';
import type { PictureSource } from '../../chat/PictureSource.js';
import { loadOnce } from '../../lib/loadOnce.js';
import { pictureKey } from '../options/chatPictureOptions.js';
import { findPictureQuery } from '../options/pictureQuery.js';
import type { RefreshResult } from './RefreshResult.js';
import { IDLE, RefreshStore } from './refreshStore.js';

/**
 * The seam of the refresh: what a refresh does is behind this `import()`, and the first paint does not load it (0.8 kB, brotli).
 * Write new rules of the refresh in `refreshChatPicture.ts` and what it imports, not here.
 */
export const refreshCode = loadOnce(() => import('./refreshChatPicture.js'));

/**
 * Refreshes the picture of one chat. The first refresh of a page loads the code for it, and is pending meanwhile.
 *
 * @throws {ChatPictureError} when the request fails; `network` when the code does not load. The next call tries again.
 */
export async function refreshOnDemand(
  ...args: [
    queryClient: QueryClient,
    source: PictureSource,
    id: ChatId | undefined,
    text: unknown,
    cooldownMs: number,
  ]
): Promise<RefreshResult> {
  const [queryClient, source, id, text] = args;
  if (refreshCode.loaded) return refreshCode.loaded.refreshChatPicture(...args);
  const refreshStore = RefreshStore.of(queryClient);
  const queryKey = pictureKey(source, id, text);
  const key = RefreshStore.keyOf(queryKey);
  const pending = refreshStore.get(key).flight;
  if (pending) return pending;
  const query = findPictureQuery(queryClient, queryKey);
  const flight = refreshCode
    .load()
    .catch((cause: unknown) => {
      throw failure('The code of the refresh could not be loaded.', cause);
    })
    .finally(() => refreshStore.set(key, IDLE))
    .then(({ refreshChatPicture }) => {
      // The cache was cleared meanwhile, as at log-out.
      if (query && findPictureQuery(queryClient, queryKey) !== query) {
        throw failure('The chat was removed from the cache before its refresh.');
      }
      return refreshChatPicture(...args);
    });
  refreshStore.set(key, { flight });
  return flight;
}

const failure = (message: string, cause?: unknown) => new ChatPictureError('network', message, { cause });
