import type { QueryOptions, UseBaseQueryOptions } from '@tanstack/react-query';
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

type Defaults<Name extends keyof Options> = { [Key in Name]: Options[Key] | undefined };

/**
 * The options that the application decides. `getQueryData(queryKey)` finds an entry by the client's hash function alone, and `meta`
 * is read by the application's own cache callbacks. TanStack sets the last two itself.
 */
type Application = 'queryKeyHashFn' | 'meta' | '_defaulted' | '_optimisticResults';

/** The options that this library decides itself. */
type Own = keyof ChatPictureQueryOptions | Application | 'refetchInterval';

/**
 * The defaults of TanStack Query itself for what an entry of the cache reads. A missing option would come from the application's
 * `QueryClient`. With a version of TanStack Query that has a new option, this does not compile until the option is listed.
 */
export const QUERY_DEFAULTS: Defaults<Exclude<keyof QueryOptions, Own | 'queryHash'>> = {
  _type: undefined,
  behavior: undefined,
  initialData: undefined,
  initialDataUpdatedAt: undefined,
  maxPages: undefined,
  networkMode: 'online',
  persister: undefined,
  structuralSharing: true,
};

/** The same for what entries, observers and hooks read. */
export const TANSTACK_DEFAULTS: Defaults<Exclude<keyof Options, Own>> & {
  experimental_prefetchInRender: false;
} = {
  ...QUERY_DEFAULTS,
  enabled: true,
  experimental_prefetchInRender: false,
  notifyOnChangeProps: undefined,
  placeholderData: undefined,
  queryHash: undefined,
  refetchIntervalInBackground: false,
  select: undefined,
  subscribed: true,
  suspense: false,
};
