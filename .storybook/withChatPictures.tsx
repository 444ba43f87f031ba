import type { Decorator } from '@storybook/react-vite';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatPictureProvider } from 'chat-avatar';
import { useState } from 'react';
import { source } from './emulator.js';

/** A cache of its own for each story, so that no story sees the pictures of another. */
export const withChatPictures: Decorator = function WithChatPictures(Story) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>
        <Story />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
};
