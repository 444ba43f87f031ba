import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import { PICTURE_GC_TIME } from './constants.js';

/**
 * Keeps hydrated and restored answers for 24 h. They come without options, so that TanStack Query would remove every one
 * that no component observes after 5 minutes.
 */
export function extendLifetime(queryClient: QueryClient, sourceId: string): void {
  const key = ['chat-picture', sourceId];
  const gcTime = PICTURE_GC_TIME;
  // Reaches the answers that come later.
  queryClient.setQueryDefaults(key, { ...queryClient.getQueryDefaults(key), gcTime });
  for (const query of queryClient.getQueryCache().findAll({ queryKey: key, type: 'inactive' })) {
    const { queryKey, queryHash } = query;
    if (query.gcTime >= gcTime) continue;
    // An observer that comes and goes sets the time, and starts it anew.
    new QueryObserver(queryClient, { queryKey, queryHash, gcTime, enabled: false }).subscribe(() => {})();
  }
}
