import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../chat/ChatPictureError.js';
import { isBroadcastChatId, parseChatId, safeParseChatId } from '../chat/chatId.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { safeImageUrl } from '../chat/safeImageUrl.js';
import type { ChatPictureQueryKey } from './ChatPictureQueryKey.js';
import type { ChatPictureQueryOptions } from './ChatPictureQueryOptions.js';
import { CHAT_PICTURE_STALE_TIME } from './constants.js';
import {
  pictureStaleTime,
  retryDelay,
  shouldRefetch,
  shouldRefetchOnReconnect,
  shouldRetry,
} from './queryPolicy.js';

/**
 * The query under every avatar: pass it to `prefetchQuery`, `useSuspenseQuery`, `useQueries`, `getQueryData`.
 *
 * Fresh for 24 h (or until the URL dies), kept as long, one cache entry per canonical chat id. Only retryable errors
 * are retried, at most twice, never before `Retry-After`. An invalid chat id is an error of the query, and sends nothing.
 */
export function chatPictureOptions(source: PictureSource, chatId: string): ChatPictureQueryOptions {
  const queryKey: ChatPictureQueryKey = [
    'chat-picture',
    source.id,
    safeParseChatId(chatId) ?? invalidKey(chatId),
  ];
  return {
    queryKey: queryKey as ChatPictureQueryOptions['queryKey'],
    queryFn: ({ signal }) => askSource(source, chatId, signal),
    staleTime: pictureStaleTime,
    // On a server a timer of 24 h would keep the process, and each request's cache, alive for a day.
    gcTime: typeof window === 'undefined' ? Number.POSITIVE_INFINITY : CHAT_PICTURE_STALE_TIME,
    retry: shouldRetry,
    retryDelay,
    retryOnMount: shouldRefetch,
    refetchOnMount: shouldRefetch,
    refetchOnWindowFocus: shouldRefetch,
    refetchOnReconnect: shouldRefetchOnReconnect,
    throwOnError: false,
  };
}

/** An invalid id has an entry of its own, which holds nothing but its error. No real id is longer than 64 characters. */
function invalidKey(text: unknown): string {
  return `invalid:${String(text).slice(0, 65)}`;
}

async function askSource(source: PictureSource, chatId: string, signal: AbortSignal): Promise<ChatPicture> {
  const id = parseChatId(chatId);
  if (isBroadcastChatId(id)) return { status: 'none', reason: 'empty' };
  // React's StrictMode mounts, unmounts and mounts again in one go: what was cancelled by then is never asked.
  await Promise.resolve();
  signal.throwIfAborted();
  try {
    return checkPicture(await source.getChatPicture(id, { signal }));
  } catch (thrown) {
    signal.throwIfAborted();
    throw toChatPictureError(thrown);
  }
}

/**
 * A source is often somebody's own code; what it answers is looked at before it reaches the cache, where it may replace a
 * picture: a URL that no `<img>` may have is none.
 */
export function checkPicture(answer: ChatPicture): ChatPicture {
  const known =
    (answer?.status === 'available' && safeImageUrl(answer.url) !== undefined) ||
    answer?.status === 'none' ||
    answer?.status === 'restricted';
  if (known) return answer;
  throw new ChatPictureError(
    'invalid-response',
    'The picture source answered something that is not a ChatPicture. getChatPicture() should resolve to { status: "available", url } with an http(s): or raster data: URL, { status: "none", reason } or { status: "restricted" }.',
  );
}
