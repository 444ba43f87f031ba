import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import { PICTURE_GC_TIME } from './constants.js';

/**
 * Keeps the answers that are hydrated or restored from now on for 24 h. They come without options, so that TanStack Query
 * would remove every one that no component observes after 5 minutes.
 */
export function setLifetime(queryClient: QueryClient, sourceId: string): void {
  const queryKey = ['chat-picture', sourceId];
  const defaults = queryClient.getQueryDefaults(queryKey);
  queryClient.setQueryDefaults(queryKey, { ...defaults, gcTime: PICTURE_GC_TIME });
}

/** Keeps the answers for 24 h that were hydrated or restored before, as by a `HydrationBoundary` above the provider. */
export function extendLifetime(queryClient: QueryClient, sourceId: string): void {
  const queries = queryClient
    .getQueryCache()
    .findAll({ queryKey: ['chat-picture', sourceId], type: 'inactive' });
  for (const { queryKey, queryHash, gcTime, state } of queries) {
    if (gcTime >= PICTURE_GC_TIME) continue;
    const observer = new QueryObserver(queryClient, {
      queryKey,
      queryHash,
      gcTime: PICTURE_GC_TIME,
      enabled: false,
    });
    // Restarts the timer. A fetch under way starts it at its end, and would be cancelled with its last observer.
    if (state.fetchStatus === 'idle') observer.subscribe(() => {})();
  }
}
