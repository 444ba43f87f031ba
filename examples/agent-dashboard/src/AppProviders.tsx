import { useIsRestoring } from '@tanstack/react-query';
import { ChatPictureProvider } from 'chat-avatar';
import type { ReactNode } from 'react';
import { Overlays } from './overlays/Overlays.js';
import { PreferencesProvider } from './preferences/PreferencesProvider.js';
import { pictureSource } from './requests/pictureSource.js';
import { SavedQueriesProvider } from './requests/SavedQueriesProvider.js';
import { useTexts } from './texts/useTexts.js';

export function AppProviders({ children }: { children: ReactNode }) {
  return (
    <SavedQueriesProvider>
      <PreferencesProvider>
        <Pictures>
          <Overlays>
            <Restored>{children}</Restored>
          </Overlays>
        </Pictures>
      </PreferencesProvider>
    </SavedQueriesProvider>
  );
}

/** The avatars speak the language of the dashboard. */
function Pictures({ children }: { children: ReactNode }) {
  const { avatarLabels } = useTexts();
  return (
    <ChatPictureProvider source={pictureSource} labels={avatarLabels}>
      {children}
    </ChatPictureProvider>
  );
}

/** Nothing for the instant in which the cache is read: a skeleton would flash on every reload. */
function Restored({ children }: { children: ReactNode }) {
  return useIsRestoring() ? null : children;
}
