import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import type { ReactNode } from 'react';
import { PreferencesProvider } from './preferences/PreferencesProvider.js';

const queryClient = new QueryClient();
const source = createGatewaySource({ baseUrl: '/api/chat-pictures' });

export function AppProviders({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>
        <PreferencesProvider>{children}</PreferencesProvider>
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}
