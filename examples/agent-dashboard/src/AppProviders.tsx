import { useIsRestoring } from '@tanstack/react-query';
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import type { ReactNode } from 'react';
import { Overlays } from './overlays/Overlays.js';
import { PreferencesProvider } from './preferences/PreferencesProvider.js';
import { persistOptions, queryClient } from './requests/queryClient.js';
import { useTexts } from './texts/useTexts.js';

const source = createGatewaySource({ baseUrl: '/api/chat-pictures' });

export function AppProviders({ children }: { children: ReactNode }) {
  return (
    <PersistQueryClientProvider client={queryClient} persistOptions={persistOptions}>
      <PreferencesProvider>
        <Pictures>
          <Overlays>
            <Restored>{children}</Restored>
          </Overlays>
        </Pictures>
      </PreferencesProvider>
    </PersistQueryClientProvider>
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

/** Nothing for the instant in which the cache is read: a skeleton would flash on every reload. */
function Restored({ children }: { children: ReactNode }) {
  return useIsRestoring() ? null : children;
}
