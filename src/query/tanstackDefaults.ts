import type { UseBaseQueryOptions } from '@tanstack/react-query';
import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';

type Options = UseBaseQueryOptions<
  ChatPicture,
  ChatPictureError,
  ChatPicture,
  ChatPicture,
  ChatPictureQueryKey
>;

/** The rules of this library: `chatPictureOptions` sets them. */
type Rules =
  | 'queryKey'
  | 'queryFn'
  | 'staleTime'
  | 'gcTime'
  | 'retry'
  | 'retryDelay'
  | 'retryOnMount'
  | 'refetchOnMount'
  | 'refetchOnWindowFocus'
  | 'refetchOnReconnect'
  | 'throwOnError';

/**
 * These stay with the application. `getQueryData(queryKey)` finds an entry by the client's hash function alone, and `meta`
 * is read by the application's own cache callbacks. TanStack sets the last two itself.
 */
type Application = 'queryKeyHashFn' | 'meta' | '_defaulted' | '_optimisticResults';

/**
 * The defaults of TanStack Query itself, written out: an option that is absent comes from the application's `QueryClient`.
 * A version of TanStack Query with a new option does not compile until the option stands here or in the lists above.
 */
export const TANSTACK_DEFAULTS: {
  [Name in Exclude<keyof Options, Rules | Application>]: Options[Name] | undefined;
} & { experimental_prefetchInRender: false } = {
  _type: undefined,
  behavior: undefined,
  enabled: true,
  experimental_prefetchInRender: false,
  initialData: undefined,
  initialDataUpdatedAt: undefined,
  maxPages: undefined,
  networkMode: 'online',
  notifyOnChangeProps: undefined,
  persister: undefined,
  placeholderData: undefined,
  queryHash: undefined,
  refetchInterval: false,
  refetchIntervalInBackground: false,
  select: undefined,
  structuralSharing: true,
  subscribed: true,
  suspense: false,
};
