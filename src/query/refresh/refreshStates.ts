import type { QueryClient } from '@tanstack/react-query';
import { MAX_TIMEOUT } from '../../lib/withTimeout.js';
import { REFRESH_COOLDOWN } from '../constants.js';
import { IDLE, type RefreshState, RefreshStore } from './refreshStore.js';

const watched = new WeakSet<QueryClient>();

/** Sets the state of one chat, which becomes idle at the end of its cool-down. */
export function setRefreshState(queryClient: QueryClient, key: string, state: RefreshState): void {
  watch(queryClient);
  const refreshStore = RefreshStore.of(queryClient);
  const wait = (state.availableAt ?? 0) - Date.now();
  const isIdle = state.flight === undefined && wait <= 0;
  refreshStore.set(key, isIdle ? IDLE : state);
  if (isIdle || wait <= 0) return;
  const forget = () => {
    if (refreshStore.get(key) === state) setRefreshState(queryClient, key, IDLE);
  };
  setTimeout(forget, Math.min(wait, MAX_TIMEOUT));
}

/**
 * The state ends with the query. When the query is removed, as by `queryClient.clear()` at log-out, its flight and its
 * cool-down are forgotten; when it is reset, its flight is. The answer to a forgotten flight is not written.
 */
function watch(queryClient: QueryClient): void {
  if (watched.has(queryClient)) return;
  watched.add(queryClient);
  const refreshStore = RefreshStore.of(queryClient);
  queryClient.getQueryCache().subscribe((event) => {
    const { queryKey, state } = event.query;
    if (queryKey[0] !== 'chat-picture') return;
    const key = RefreshStore.keyOf(queryKey);
    const held = refreshStore.get(key);
    if (held === IDLE) return;
    const isReset = event.type === 'updated' && event.action.type === 'setState' && state.data === undefined;
    if (event.type === 'removed') setRefreshState(queryClient, key, IDLE);
    else if (isReset && held.flight) {
      setRefreshState(queryClient, key, { availableAt: Date.now() + REFRESH_COOLDOWN });
    }
  });
}
