import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import { QueryClient } from '@tanstack/react-query';
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { CHAT_PICTURE_STALE_TIME, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import type { ReactNode } from 'react';

const queryClient = new QueryClient();
const source = createGatewaySource({ baseUrl: '/api/chat-pictures' });
const persistOptions = {
  persister: createAsyncStoragePersister({ storage: window.localStorage }),
  maxAge: CHAT_PICTURE_STALE_TIME,
};

export const Providers = ({ children }: { children: ReactNode }) => (
  <PersistQueryClientProvider client={queryClient} persistOptions={persistOptions}>
    <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
  </PersistQueryClientProvider>
);
