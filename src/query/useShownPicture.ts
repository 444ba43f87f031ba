'use client';

import {
  notifyManager,
  type QueryClient,
  QueryObserver,
  useIsRestoring,
  useQueryClient,
  useQueryErrorResetBoundary,
} from '@tanstack/react-query';
import { type RefObject, useMemo, useSyncExternalStore } from 'react';
import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatId } from '../chat/chatId.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { useChatPictureContext } from './ChatPictureProvider.js';
import type { ChatPictureQueryKey } from './options/ChatPictureQueryKey.js';
import { observerOptions, pictureKey, pictureOptions } from './options/chatPictureOptions.js';
import { buildPictureQuery, findPictureQuery, type PictureQuery } from './options/pictureQuery.js';
import { isEnabledSince } from './options/queryPolicy.js';
import { refetchAfterPause } from './refetchAfterPause.js';
import { RefreshStore } from './refresh/refreshStore.js';
import { useEnabledSince } from './useEnabledSince.js';

/** The fields of a query that an avatar shows. */
export interface ShownPicture {
  data: ChatPicture | undefined;
  /** When the answer arrived, in ms since the epoch. 0 without an answer. */
  dataUpdatedAt: number;
  isError: boolean;
}

const PENDING: ShownPicture = { data: undefined, dataUpdatedAt: 0, isError: false };

/** The snapshot while the server's HTML is written, and while React hydrates it. */
const SERVED: ShownPicture = { ...PENDING };

/**
 * External store (`useSyncExternalStore`). What an avatar shows of its chat's query, and the query. It renders after a change of
 * a field that is shown. Until `when` has called back it follows nothing. That is no state: an avatar whose picture is known does not
 * render again when it comes near the viewport.
 *
 * In place of `useQuery`, which makes an observer and a result of 25 fields in the first render: `renderToString` takes half the
 * time without.
 *
 * @param text the chat id as it was given, for the error when `id` is `undefined`.
 * @param element of the avatar.
 * @param when calls back once when the element's picture may be fetched, and returns a function that cancels it. Keep its identity.
 */
export function useShownPicture(
  id: ChatId | undefined,
  text: unknown,
  element: RefObject<Element | null>,
  when: (element: Element | null, start: () => void) => () => void,
): {
  queryClient: QueryClient;
  source: PictureSource;
  query: PictureQuery;
  shown: ShownPicture;
  isHydrating: boolean;
} {
  const { source } = useChatPictureContext();
  const queryClient = useQueryClient();
  const isRestoring = useIsRestoring();
  const { clearReset, isReset } = useQueryErrorResetBoundary();
  // Made on a server and for an avatar that is not enabled, too, as `useQuery` does: `HydrationBoundary` fills a missing entry in
  // its render, and one that exists in an effect, so a server and a browser must agree on what exists.
  const query =
    findPictureQuery(queryClient, pictureKey(source, id, text)) ??
    buildPictureQuery(queryClient, pictureOptions(source, id, text));
  const since = useEnabledSince(isRestoring ? undefined : query, isReset);
  const store = useMemo(() => {
    let last = PENDING;
    const getSnapshot = () => {
      last = shownOf(latestOf(query, queryClient), last);
      return last;
    };
    const subscribe = (notify: () => void) => {
      if (since === undefined) return () => {};
      clearReset();
      let stop: (() => void) | undefined;
      const cancel = when(element.current, () => {
        // An error from before this moment is an older one, unless an error boundary was reset.
        const enabledAt = since && Date.now();
        stop = follow(
          queryClient,
          query,
          observerOptions(queryClient, query, source, id, text),
          enabledAt,
          notify,
        );
        // The query may have changed while nothing followed it.
        notify();
      });
      return () => {
        cancel();
        stop?.();
      };
    };
    return { getSnapshot, subscribe };
  }, [queryClient, query, source, id, text, since, clearReset, element, when]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, () => SERVED);
  const isHydrating = snapshot === SERVED;
  return { queryClient, source, query, shown: isHydrating ? shownOf(query, PENDING) : snapshot, isHydrating };
}

/**
 * The entry with an answer that stands in the place of a query that was removed, as by `queryClient.clear()`, or else the query. The next
 * render follows it.
 */
function latestOf(query: PictureQuery, queryClient: QueryClient): PictureQuery {
  const latest = queryClient
    .getQueryCache()
    .get<ChatPicture, ChatPictureError, ChatPicture, ChatPictureQueryKey>(query.queryHash);
  return latest?.state.data ? latest : query;
}

/** `last` until one of its fields changes, as `useSyncExternalStore` needs. */
function shownOf({ state }: PictureQuery, last: ShownPicture): ShownPicture {
  const { data, dataUpdatedAt, status } = state;
  const isError = status === 'error';
  if (last.data === data && last.dataUpdatedAt === dataUpdatedAt && last.isError === isError) return last;
  return { data, dataUpdatedAt, isError };
}

const SHOWN_FIELDS: ('data' | 'dataUpdatedAt' | 'status')[] = ['data', 'dataUpdatedAt', 'status'];

/** Fetches the query when it is stale, keeps it from garbage collection, and calls `notify` after a change of what is shown. */
function follow(
  queryClient: QueryClient,
  query: PictureQuery,
  options: ReturnType<typeof observerOptions>,
  since: number,
  notify: () => void,
): () => void {
  const observer = new QueryObserver<
    ChatPicture,
    ChatPictureError,
    ChatPicture,
    ChatPicture,
    ChatPictureQueryKey
  >(queryClient, {
    ...options,
    enabled: (query) => isEnabledSince(since, query),
    notifyOnChangeProps: SHOWN_FIELDS,
  });
  const unsubscribe = observer.subscribe(notifyManager.batchCalls(notify));
  // A refresh writes the entry in the cache, and the application may have removed this one.
  const stopLooking = RefreshStore.of(queryClient).subscribe(notify);
  const stopWaiting = refetchAfterPause(
    () => query.state,
    since,
    () => observer.refetch({ cancelRefetch: false }),
  );
  return () => {
    unsubscribe();
    stopLooking();
    stopWaiting?.();
  };
}
