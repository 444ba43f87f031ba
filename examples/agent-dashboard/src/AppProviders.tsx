import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import type { ReactNode } from 'react';
import { PreferencesProvider } from './preferences/PreferencesProvider.js';
import { useTexts } from './texts/useTexts.js';

const queryClient = new QueryClient();
const source = createGatewaySource({ baseUrl: '/api/chat-pictures' });

export function AppProviders({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <PreferencesProvider>
        <Pictures>{children}</Pictures>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

/** The avatars speak the language of the dashboard. */
function Pictures({ children }: { children: ReactNode }) {
  const { avatarLabels } = useTexts();
  return (
    <ChatPictureProvider source={source} labels={avatarLabels}>
      {children}
    </ChatPictureProvider>
  );
}
