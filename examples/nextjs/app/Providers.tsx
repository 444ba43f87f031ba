'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import { type ReactNode, useState } from 'react';

const source = createGatewaySource({ baseUrl: '/api/chat-pictures' });

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
    </QueryClientProvider>
  );
}
