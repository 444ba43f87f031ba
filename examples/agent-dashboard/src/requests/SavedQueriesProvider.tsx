import { IsRestoringProvider, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { queryClient } from './queryClient.js';
import { restoreQueries, saveQueries } from './savedQueries.js';

/**
 * The conversations and the answers about pictures survive a reload, so that no known face is preceded by letters.
 *
 * In place of TanStack's `PersistQueryClientProvider`, which walks through the whole cache at each query that is added: a fast scroll
 * through 2,000 conversations spent a tenth of its time there.
 */
export function SavedQueriesProvider({ children }: { children: ReactNode }) {
  const [isRestoring, setIsRestoring] = useState(true);

  useEffect(() => {
    void restoreQueries().then(() => setIsRestoring(false));
  }, []);

  useEffect(() => (isRestoring ? undefined : saveQueries()), [isRestoring]);

  return (
    <QueryClientProvider client={queryClient}>
      <IsRestoringProvider value={isRestoring}>{children}</IsRestoringProvider>
    </QueryClientProvider>
  );
}
