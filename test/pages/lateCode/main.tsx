import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { createRoot } from 'react-dom/client';

createRoot(document.querySelector('main') as HTMLElement).render(
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={createGatewaySource({ baseUrl: '/gateway' })}>
      <ChatAvatar chatId="201234567890@c.us" name="John Doe" loading="eager" refreshable />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
