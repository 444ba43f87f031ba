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
import { useAskAfterPause } from './useAskAfterPause.js';
import { useWantedSince } from './useWantedSince.js';

type QueryOptions = UseQueryOptions<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>;

/** TanStack's own options, but for those that are the rules of this library: keys, freshness, retries. */
export interface UseChatPictureOptions
  extends Omit<
    QueryOptions,
    'queryKey' | 'queryFn' | 'queryHash' | 'staleTime' | 'gcTime' | 'retry' | 'retryDelay' | 'select'
  > {
  /**
   * How long `refresh()` waits before WhatsApp is asked about this chat again, in ms.
   * @default the provider's, 60_000
   */
  refreshCooldownMs?: number | undefined;
}

export type UseChatPictureResult = UseQueryResult<ChatPicture, ChatPictureError> & {
  /**
   * Asks WhatsApp itself, past every cache. Call it only because a person asked. Clicks while it is under way share one
   * request; within the cool-down it resolves to `throttled`, and nothing is sent. Rejects with a `ChatPictureError`.
   */
  refresh: () => Promise<RefreshResult>;
  /** Whether a refresh of this chat is under way, from this component or another. */
  isRefreshing: boolean;
  /** Whether `refresh()` sends a request: not while one is under way, nor within the cool-down. */
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
  // Idle, it has an entry of its own: the entry of an empty id holds an error.
  const queryKey: ChatPictureQueryKey = idle ? ['chat-picture', source.id, 'idle:'] : pictureOptions.queryKey;
  const key = RefreshStore.keyOf(queryKey);
  const since = useWantedSince(idle || !enabled ? undefined : key);
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
  useAskAfterPause(queryKey, result, since);

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
