import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import { QueryClient } from '@tanstack/react-query';
import type { PersistQueryClientProviderProps } from '@tanstack/react-query-persist-client';
import { CHAT_PICTURE_STALE_TIME } from 'chat-avatar';
import { CHATS_KEY } from '../chats/chatsQuery.js';

export const queryClient = new QueryClient();

const SAVED: readonly unknown[] = [CHATS_KEY, 'chat-picture'];

/**
 * The conversations and the answers about pictures survive a reload, so that no known face is preceded by letters.
 *
 * Names and messages are personal data: remove "agent-dashboard-cache" from `localStorage` when an agent signs out.
 */
export const persistOptions: PersistQueryClientProviderProps['persistOptions'] = {
  persister: createAsyncStoragePersister({
    storage: openStorage(),
    key: 'agent-dashboard-cache',
    // A full storage keeps the pictures and gives up the conversations, which take most of the room.
    retry: ({ persistedClient, errorCount }) => {
      const { clientState } = persistedClient;
      const queries = clientState.queries.filter(({ queryKey }) => queryKey[0] !== CHATS_KEY);
      return errorCount > 1 ? undefined : { ...persistedClient, clientState: { ...clientState, queries } };
    },
  }),
  maxAge: CHAT_PICTURE_STALE_TIME,
  dehydrateOptions: {
    shouldDehydrateQuery: ({ queryKey, state }) => state.status === 'success' && SAVED.includes(queryKey[0]),
  },
};

/** `undefined` where the browser blocks storage. */
function openStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
