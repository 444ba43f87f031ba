import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import { QueryClient } from '@tanstack/react-query';
import type { PersistQueryClientProviderProps } from '@tanstack/react-query-persist-client';
import { CHAT_PICTURE_STALE_TIME } from 'chat-avatar';
import { del, get, set } from 'idb-keyval';
import { CHATS_KEY } from '../chats/chatsQuery.js';

export const queryClient = new QueryClient();

const SAVED: readonly unknown[] = [CHATS_KEY, 'chat-picture'];

/**
 * The conversations and the answers about pictures survive a reload, so that no known face is preceded by letters. In IndexedDB,
 * because 2,000 conversations would fill most of `localStorage`. A browser that blocks storage keeps nothing.
 *
 * Names and messages are personal data: delete the key "agent-dashboard-cache" when an agent signs out.
 */
export const persistOptions: PersistQueryClientProviderProps['persistOptions'] = {
  persister: createAsyncStoragePersister({
    storage: { getItem: get<string>, setItem: set, removeItem: del },
    key: 'agent-dashboard-cache',
  }),
  maxAge: CHAT_PICTURE_STALE_TIME,
  dehydrateOptions: {
    shouldDehydrateQuery: ({ queryKey, state }) => state.status === 'success' && SAVED.includes(queryKey[0]),
  },
};
