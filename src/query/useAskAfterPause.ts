import { focusManager, onlineManager, type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import { MAX_TIMEOUT, pauseLeft, shouldRefetchOnReconnect } from './queryPolicy.js';

/**
 * Asks once for a query that failed shortly before it was wanted here: when the pause after the error is over, or when the
 * browser is online again. Every later error belongs to the query's own events, so this cannot become a loop.
 *
 * @param since When the query was first wanted here, in ms since the epoch. `undefined`: it is not.
 */
export function useAskAfterPause(
  queryKey: ChatPictureQueryKey,
  { error, errorUpdatedAt, refetch }: UseQueryResult<ChatPicture, ChatPictureError>,
  since: number | undefined,
): void {
  const queryClient = useQueryClient();
  const [, sourceId, chatId] = queryKey;
  useEffect(() => {
    if (error === null || since === undefined || errorUpdatedAt >= since) return;
    const query = { state: { error, errorUpdatedAt } };
    const ask = () => {
      const state = queryClient.getQueryState(['chat-picture', sourceId, chatId]);
      // Another avatar of the chat may have asked already.
      if (state?.error === error) void refetch({ cancelRefetch: false });
    };
    // A page in the background asks when it gets the focus.
    const timer = setTimeout(
      () => focusManager.isFocused() && ask(),
      Math.min(pauseLeft(query), MAX_TIMEOUT),
    );
    const unsubscribe = onlineManager.subscribe((isOnline) => {
      if (isOnline && shouldRefetchOnReconnect(query)) ask();
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [error, errorUpdatedAt, refetch, since, queryClient, sourceId, chatId]);
}
