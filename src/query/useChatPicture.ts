'use client';

import {
  hashKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError } from '../chat/ChatPictureError.js';
import { isChatId } from '../chat/chatId.js';
import { useChatPictureContext } from './ChatPictureProvider.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import { chatPictureOptions } from './chatPictureOptions.js';
import { shouldRefetch } from './queryPolicy.js';
import { type RefreshResult, refreshChatPicture } from './refresh/refreshChatPicture.js';
import { RefreshStore } from './refresh/refreshStore.js';

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
  /** Whether a refresh of this chat is under way, whoever began it. */
  isRefreshing: boolean;
  /** Whether `refresh()` would be sent: not while one is under way, nor within the cool-down. */
  canRefresh: boolean;
  /** When `canRefresh` will be true again, in ms since the epoch; 0 when nothing is waited for. */
  refreshAvailableAt: number;
};

/**
 * The picture of a chat, for a UI of your own. Without a chat id (`null`, `undefined`) it is idle.
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
  const pictureOptions = chatPictureOptions(source, chatId ?? '');
  // Idle, it has an entry of its own: whoever passes an empty id would lend it his error.
  const queryKey: ChatPictureQueryKey = idle ? ['chat-picture', source.id, 'idle:'] : pictureOptions.queryKey;
  const key = hashKey(queryKey);
  const wanted = useRef<{ key: string; since: number }>(undefined);
  const result = useQuery<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>({
    ...pictureOptions,
    ...options,
    queryKey,
    // `retryOnMount` is not asked when a query becomes enabled later, as those of lazy avatars do: what has failed a
    // moment ago stays disabled. What fails from now on does not, or no Retry button of the page would reach it.
    enabled: (query) => {
      if (idle || !(typeof enabled === 'function' ? enabled(query) : enabled)) return false;
      if (wanted.current?.key !== key) wanted.current = { key, since: Date.now() };
      return shouldRefetch(query) || query.state.errorUpdatedAt >= wanted.current.since;
    },
  });

  const refreshStore = RefreshStore.of(queryClient);
  const { flight, availableAt } = useSyncExternalStore(
    useCallback((notify) => refreshStore.subscribe(key, notify), [refreshStore, key]),
    () => refreshStore.get(key),
    () => refreshStore.get(key),
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
    canRefresh: flight === undefined && availableAt === 0 && isChatId(chatId),
    refreshAvailableAt: availableAt,
  };
}
