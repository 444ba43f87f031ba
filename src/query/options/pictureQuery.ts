import type { Query, QueryClient } from '@tanstack/react-query';
import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import type { ChatPictureQueryOptions } from './ChatPictureQueryOptions.js';

/** The entry of one chat in TanStack Query's cache. */
export type PictureQuery = Query<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>;

/** The entry of a chat, if there is one. The application may hash its query keys differently. */
export function findPictureQuery(
  queryClient: QueryClient,
  queryKey: ChatPictureQueryKey,
): PictureQuery | undefined {
  const { queryHash } = queryClient.defaultQueryOptions({ queryKey });
  return queryClient.getQueryCache().get(queryHash);
}

/**
 * The entry of a chat, made if it is missing, with these options: `setQueryData` would make one with TanStack's `gcTime` of
 * 5 minutes.
 */
export function buildPictureQuery(queryClient: QueryClient, options: ChatPictureQueryOptions): PictureQuery {
  return queryClient.getQueryCache().build(queryClient, queryClient.defaultQueryOptions(options));
}
