import type { UseBaseQueryOptions } from '@tanstack/react-query';
import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import type { ChatPictureQueryOptions } from './ChatPictureQueryOptions.js';

type Options = UseBaseQueryOptions<
  ChatPicture,
  ChatPictureError,
  ChatPicture,
  ChatPicture,
  ChatPictureQueryKey
>;

/**
 * The options that the application decides. `getQueryData(queryKey)` finds an entry by the client's hash function alone, and `meta`
 * is read by the application's own cache callbacks. TanStack sets the last two itself.
 */
type Application = 'queryKeyHashFn' | 'meta' | '_defaulted' | '_optimisticResults';

/**
 * The defaults of TanStack Query itself. A missing option would come from the application's `QueryClient`. With a version of
 * TanStack Query that has a new option, this does not compile until the option is listed here or above.
 */
export const TANSTACK_DEFAULTS: {
  [Name in Exclude<keyof Options, keyof ChatPictureQueryOptions | Application>]: Options[Name] | undefined;
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
