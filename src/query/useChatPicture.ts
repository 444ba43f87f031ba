'use client';

import { type UseQueryOptions, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError } from '../chat/ChatPictureError.js';
import { isChatId } from '../chat/chatId.js';
import { useChatPictureContext } from './ChatPictureProvider.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import { chatPictureOptions } from './chatPictureOptions.js';
import { shouldRefetch } from './queryPolicy.js';
import type { RefreshResult } from './refresh/RefreshResult.js';
import { refreshChatPicture } from './refresh/refreshChatPicture.js';
import { IDLE, RefreshStore } from './refresh/refreshStore.js';
import { useEnabledSince } from './useEnabledSince.js';
import { useRefetchAfterPause } from './useRefetchAfterPause.js';

type QueryOptions = UseQueryOptions<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>;

/** TanStack Query's options, without those that this library sets: keys, freshness, retries. */
export interface UseChatPictureOptions
  extends Omit<
    QueryOptions,
    'queryKey' | 'queryFn' | 'queryHash' | 'staleTime' | 'gcTime' | 'retry' | 'retryDelay' | 'select'
  > {
  /**
   * The cool-down between two refreshes of this chat, in ms.
   * @default the provider's, 60_000
   */
  refreshCooldownMs?: number | undefined;
}

export type UseChatPictureResult = UseQueryResult<ChatPicture, ChatPictureError> & {
  /**
   * Refreshes the picture from WhatsApp itself, past every cache. Call it only on a user's request. Single flight: calls while it
   * is pending share one request. Within the cool-down it sends nothing and resolves to `throttled`. Rejects with a
   * `ChatPictureError`.
   */
  refresh: () => Promise<RefreshResult>;
  /** Whether a refresh of this chat is pending, from this component or another. */
  isRefreshing: boolean;
  /** Whether `refresh()` sends a request. `false` while one is pending and within the cool-down. */
  canRefresh: boolean;
  /** When the cool-down ends, in ms since the epoch. `undefined` outside a cool-down. */
  refreshAvailableAt: number | undefined;
};

/**
 * The picture of a chat, for a UI of your own. Without a chat id (`null`, `undefined`) it is idle. With `enabled: false` it
 * sends nothing, and still follows the answers that the chat's avatars get.
 *
 * Spreads the query's result, so all of its fields are tracked; pass `notifyOnChangeProps` to render less often.
 */
export function useChatPicture(
  chatId: string | null | undefined,
  { refreshCooldownMs, enabled = true, ...options }: UseChatPictureOptions = {},
): UseChatPictureResult {
  const { source, refreshCooldownMs: sharedCooldownMs } = useChatPictureContext();
  const queryClient = useQueryClient();
  const idle = chatId === null || chatId === undefined;
  const pictureOptions = useMemo(() => chatPictureOptions(source, chatId ?? ''), [source, chatId]);
  // An idle hook needs a key of its own: the entry of an empty id holds an error.
  const queryKey: ChatPictureQueryKey = idle ? ['chat-picture', source.id, 'idle:'] : pictureOptions.queryKey;
  const key = RefreshStore.keyOf(queryKey);
  const since = useEnabledSince(idle || !enabled ? undefined : key);
  const result = useQuery<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>({
    ...pictureOptions,
    ...options,
    queryKey,
    // TanStack Query does not read `retryOnMount` when a query becomes enabled later, as the query of a lazy avatar does, and
    // older versions take no function. A query that failed a moment ago therefore stays disabled, unless an error boundary
    // was reset. A query that fails from now on stays enabled, so that a Retry button of the page can refetch it.
    enabled: (query) =>
      since !== undefined &&
      (typeof enabled !== 'function' || enabled(query)) &&
      (shouldRefetch(query) || query.state.errorUpdatedAt >= since),
  });
  useRefetchAfterPause(queryKey, result, since);

  const refreshStore = RefreshStore.of(queryClient);
  const { flight, availableAt } = useSyncExternalStore(
    useCallback((notify) => refreshStore.subscribe(key, notify), [refreshStore, key]),
    () => refreshStore.get(key),
    // No refresh is under way in the server's HTML, although one may be by the time a late Suspense boundary hydrates.
    () => IDLE,
  );

  const cooldownMs = refreshCooldownMs ?? sharedCooldownMs;
  const refresh = useCallback(() => {
    if (chatId === null || chatId === undefined) {
      return Promise.reject(new ChatPictureError('invalid-chat-id', 'There is no chat to refresh yet.'));
    }
    return refreshChatPicture(queryClient, source, chatId, cooldownMs);
  }, [queryClient, source, chatId, cooldownMs]);

  return {
    ...result,
    refresh,
    isRefreshing: flight !== undefined,
    canRefresh: flight === undefined && availableAt === undefined && isChatId(chatId),
    refreshAvailableAt: availableAt,
  };
}
