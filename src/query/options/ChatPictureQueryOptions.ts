import type { QueryFunction, queryOptions, UseQueryOptions } from '@tanstack/react-query';
import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';

type Options = UseQueryOptions<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>;

type Rules =
  | 'staleTime'
  | 'gcTime'
  | 'retry'
  | 'retryDelay'
  | 'retryOnMount'
  | 'refetchOnMount'
  | 'refetchOnWindowFocus'
  | 'refetchOnReconnect'
  // From it `useQueries` learns the type of the error.
  | 'throwOnError';

/**
 * The options of a chat's query. Written out with names that every supported version of TanStack Query exports: the type
 * that TypeScript would infer names helpers of the newest one. Nothing in it is optional, so that it also fits under
 * `exactOptionalPropertyTypes`.
 */
export interface ChatPictureQueryOptions extends Required<Pick<Options, Rules>> {
  /** Tagged with the types of its data and error, for `getQueryData` and `setQueryData`. */
  queryKey: ReturnType<
    typeof queryOptions<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>
  >['queryKey'];
  queryFn: QueryFunction<ChatPicture, ChatPictureQueryKey>;
}
