import type { QueryClient, QueryOptions } from '@tanstack/react-query';
import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../../chat/ChatPictureError.js';
import { type ChatId, invalidChatId, isBroadcastChatId, safeParseChatId } from '../../chat/chatId.js';
import type { PictureAnswer, PictureSource } from '../../chat/PictureSource.js';
import { isSafeAnswer } from '../../chat/safePicture.js';
import { warnOnce } from '../../lib/warnOnce.js';
import { PICTURE_GC_TIME } from '../constants.js';
import { unlessRefreshed } from '../refresh/pendingFetches.js';
import { explainAnswer, warnAboutAnswer, warnAboutChatId } from '../warnings.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import type { ChatPictureQueryOptions } from './ChatPictureQueryOptions.js';
import type { PictureQuery } from './pictureQuery.js';
import {
  pictureStaleTime,
  refetchInterval,
  retryDelay,
  shouldRefetch,
  shouldRefetchOnReconnect,
  shouldRetry,
  shouldRetryOnMount,
} from './queryPolicy.js';
import { QUERY_DEFAULTS, TANSTACK_DEFAULTS } from './tanstackDefaults.js';

const RULES = {
  staleTime: pictureStaleTime,
  gcTime: PICTURE_GC_TIME,
  retry: shouldRetry,
  retryDelay,
  retryOnMount: shouldRetryOnMount,
  refetchInterval,
  refetchOnMount: shouldRefetch,
  refetchOnWindowFocus: shouldRefetch,
  refetchOnReconnect: shouldRefetchOnReconnect,
  throwOnError: false,
};

/**
 * The query under every avatar: pass it to `prefetchQuery`, `useSuspenseQuery`, `useQueries`, `getQueryData`.
 *
 * Fresh for 24 h (or until the URL expires), cached as long, one cache entry per canonical chat id. Only retryable errors
 * are retried, at most twice, never before `Retry-After`. An invalid chat id is an error of the query, and sends nothing.
 * No default of the application's `QueryClient` changes this; spread to change an option yourself:
 * `{ ...chatPictureOptions(source, chatId), select }`.
 */
export function chatPictureOptions(source: PictureSource, chatId: string): ChatPictureQueryOptions {
  return pictureOptions(source, safeParseChatId(chatId), chatId ?? '');
}

/**
 * {@link chatPictureOptions} of a chat id that was parsed before.
 *
 * @param text the chat id as it was given, for the error when `id` is `undefined`. Itself `undefined` when there is no chat yet.
 */
export function pictureOptions(
  source: PictureSource,
  id: ChatId | undefined,
  text: unknown,
): ChatPictureQueryOptions {
  return {
    ...TANSTACK_DEFAULTS,
    ...RULES,
    queryKey: pictureKey(source, id, text) as ChatPictureQueryOptions['queryKey'],
    queryFn: ({ signal }) => askSource(source, id, text, signal),
  };
}

/**
 * What an observer and its query read of {@link pictureOptions}: 0.13 kB of heap less for each avatar. `_defaulted` says that no default
 * of the client is missing: the two that the application decides are here, because a hydrated query was built without them.
 */
export function observerOptions(
  queryClient: QueryClient,
  { queryKey, queryHash, options }: PictureQuery,
  source: PictureSource,
  id: ChatId | undefined,
  text: unknown,
): Omit<ChatPictureQueryOptions, 'queryKey'> &
  Pick<QueryOptions, 'meta'> & { queryKey: ChatPictureQueryKey; queryHash: string; _defaulted: true } {
  const { meta, queryKeyHashFn } = queryClient.defaultQueryOptions({ queryKey, queryHash });
  return {
    ...QUERY_DEFAULTS,
    ...RULES,
    queryKey,
    queryHash,
    queryFn: ({ signal }) => askSource(source, id, text, signal),
    meta: options.meta ?? meta,
    // An exact filter, as of `invalidateQueries`, compares the hash by it.
    ...(queryKeyHashFn && { queryKeyHashFn }),
    _defaulted: true,
  };
}

/**
 * Each invalid id has an entry of its own, for its error; no real id is longer than 64 characters. The entry without a chat is
 * never fetched.
 */
export function pictureKey(
  { id: sourceId }: PictureSource,
  id: ChatId | undefined,
  text: unknown,
): ChatPictureQueryKey {
  const chat = id ?? (text === undefined ? 'idle:' : `invalid:${String(text).slice(0, 65)}`);
  return ['chat-picture', sourceId, chat];
}

async function askSource(
  source: PictureSource,
  id: ChatId | undefined,
  text: unknown,
  signal: AbortSignal,
): Promise<ChatPicture> {
  if (id === undefined) {
    if (process.env.NODE_ENV !== 'production') warnAboutChatId(text);
    throw invalidChatId(text);
  }
  if (isBroadcastChatId(id)) return { status: 'none', reason: 'empty' };
  // React's StrictMode mounts, unmounts and mounts again in one task: a request that is cancelled by then is never sent.
  await Promise.resolve();
  signal.throwIfAborted();
  try {
    const answer = Promise.resolve(source.getChatPicture(id, { signal })).then(checkPicture);
    return await unlessRefreshed(source.id, id, answer);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = toChatPictureError(thrown);
    if (process.env.NODE_ENV !== 'production' && error !== thrown) warnOnce(error.message);
    throw error;
  }
}

/**
 * Validates an answer at the boundary, before it can replace a picture in the cache. `kept` describes the refresh, not the
 * picture, and is removed.
 *
 * @throws {ChatPictureError} `invalid-response` for a value that is not a `ChatPicture`, or has a URL that is not safe in an `<img>`.
 */
export function checkPicture(answer: PictureAnswer): ChatPicture {
  if (isSafeAnswer(answer)) {
    if (process.env.NODE_ENV !== 'production') warnAboutAnswer(answer);
    const { kept, ...picture } = answer;
    return kept === undefined ? answer : picture;
  }
  let message = 'The picture source answered something that is not a ChatPicture.';
  if (process.env.NODE_ENV !== 'production') message = explainAnswer(message);
  throw new ChatPictureError('invalid-response', message);
}
