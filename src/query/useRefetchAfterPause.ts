import { focusManager, onlineManager, type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import { MAX_TIMEOUT, pauseLeft, shouldRefetchOnReconnect } from './queryPolicy.js';

/**
 * Refetches once a query that failed shortly before it was enabled here: when the pause after the error is over, or when the
 * browser is online again. Later errors are left to the query's own events, so this cannot become a loop.
 *
 * @param since When the query was enabled here, in ms since the epoch. `undefined` while it is not.
 */
export function useRefetchAfterPause(
  queryKey: ChatPictureQueryKey,
  { error, errorUpdatedAt, refetch }: UseQueryResult<ChatPicture, ChatPictureError>,
  since: number | undefined,
): void {
  const queryClient = useQueryClient();
  const [, sourceId, chatId] = queryKey;
  useEffect(() => {
    if (error === null || since === undefined || errorUpdatedAt >= since) return;
    const query = { state: { error, errorUpdatedAt } };
    const refetchOnce = () => {
      const state = queryClient.getQueryState(['chat-picture', sourceId, chatId]);
      // Another avatar of the chat may have refetched already.
      if (state?.error === error) void refetch({ cancelRefetch: false });
    };
    // A page in the background refetches on focus.
    const timer = setTimeout(
      () => focusManager.isFocused() && refetchOnce(),
      Math.min(pauseLeft(query), MAX_TIMEOUT),
    );
    const unsubscribe = onlineManager.subscribe((isOnline) => {
      if (isOnline && shouldRefetchOnReconnect(query)) refetchOnce();
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [error, errorUpdatedAt, refetch, since, queryClient, sourceId, chatId]);
}
