import { focusManager, onlineManager } from '@tanstack/react-query';
import { MAX_TIMEOUT } from '../lib/withTimeout.js';
import { type AskedQuery, pauseLeft, shouldRefetchOnReconnect } from './options/queryPolicy.js';

/**
 * Calls `refetch` once for a query that failed shortly before it was enabled: when the pause after the error is over, or when the
 * browser is online again. Later errors are left to the query's own events, so this cannot become a loop.
 *
 * @param readState reads the present state of the query.
 * @param since when the query was enabled, in ms since the epoch.
 * @returns a function that cancels it.
 */
export function refetchAfterPause(
  readState: () => AskedQuery['state'] | undefined,
  since: number,
  refetch: () => void,
): (() => void) | undefined {
  const state = readState();
  if (!state?.error || state.errorUpdatedAt >= since) return;
  const query = { state };
  const refetchOnce = () => {
    // Another avatar of the chat may have refetched already.
    if (readState()?.error === state.error) refetch();
  };
  // A page in the background refetches on focus.
  const timer = setTimeout(
    () => focusManager.isFocused() && refetchOnce(),
    Math.min(pauseLeft(query), MAX_TIMEOUT),
  );
  const unsubscribe = onlineManager.subscribe((isOnline) => {
    if (isOnline && shouldRefetchOnReconnect(query)) refetchOnce();
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
