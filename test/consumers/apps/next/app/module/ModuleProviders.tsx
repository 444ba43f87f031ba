'use client';

import { ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import type { ReactNode } from 'react';

const source = createGatewaySource({ baseUrl: '/api/module-pictures' });

export function ModuleProviders({ children }: { children: ReactNode }) {
  return <ChatPictureProvider source={source}>{children}</ChatPictureProvider>;
}
