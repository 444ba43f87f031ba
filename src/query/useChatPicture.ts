'use client';

import {
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
  useQueryErrorResetBoundary,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import { memoizedChatId } from '../chat/memoizedChatId.js';
import { isServer } from '../lib/isServer.js';
import { useChatPictureContext } from './ChatPictureProvider.js';
import type { ChatPictureQueryKey } from './options/ChatPictureQueryKey.js';
import { pictureOptions } from './options/chatPictureOptions.js';
import { isEnabledSince } from './options/queryPolicy.js';
import { refetchAfterPause } from './refetchAfterPause.js';
import { type Refresh, useRefresh } from './refresh/useRefresh.js';
import { useEnabledSince } from './useEnabledSince.js';

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

export type UseChatPictureResult = UseQueryResult<ChatPicture, ChatPictureError> & Refresh;

/**
 * The picture of a chat, for a UI of your own. Without a chat id (`null`, `undefined`) it is idle. With `enabled: false` it
 * sends nothing, and still follows the answers that the chat's avatars get.
 *
 * Renders after a change of any field of the query's result; pass `notifyOnChangeProps` to render less often.
 */
export function useChatPicture(
  chatId: string | null | undefined,
  { refreshCooldownMs, enabled = true, ...options }: UseChatPictureOptions = {},
): UseChatPictureResult {
  const { source } = useChatPictureContext();
  const queryClient = useQueryClient();
  const text = chatId ?? undefined;
  const id = memoizedChatId(text);
  const picture = useMemo(() => pictureOptions(source, id, text), [source, id, text]);
  const { queryKey } = picture;
  const { isReset } = useQueryErrorResetBoundary();
  const since = useEnabledSince(text === undefined || !enabled ? undefined : queryKey, isReset);
  // Before `useQuery`: its effect tells a worker from a server.
  const refresh = useRefresh(id, text, refreshCooldownMs);
  const result = useQuery<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>({
    ...picture,
    // The result is spread, which would track each field through a proxy.
    notifyOnChangeProps: 'all',
    ...options,
    // The key of another chat would show its face.
    queryKey,
    queryFn: picture.queryFn,
    // With an answer the query of a server is disabled: TanStack Query would read the clock to tell whether it is stale.
    enabled: (query) =>
      since !== undefined &&
      (isServer ? !query.state.data : isEnabledSince(since, query)) &&
      (typeof enabled !== 'function' || enabled(query)),
  });
  const { error, errorUpdatedAt, refetch } = result;
  // biome-ignore lint/correctness/useExhaustiveDependencies: waits anew after each error.
  useEffect(() => {
    if (since === undefined) return;
    return refetchAfterPause(
      () => queryClient.getQueryState(queryKey),
      since,
      () => refetch({ cancelRefetch: false }),
    );
  }, [error, errorUpdatedAt, refetch, since, queryClient, queryKey]);
  return { ...result, ...refresh };
}
