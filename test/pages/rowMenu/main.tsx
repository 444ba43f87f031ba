import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { RefreshItem } from 'virtual:row-menu';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const JOHN = '201234567890@c.us';

/** A row of a list on a phone: a small face, a name, and a menu of its own. */
function Row() {
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState('');
  return (
    <>
      <ChatAvatar chatId={JOHN} name="John Doe" size={40} refreshable />
      <button type="button" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        More
      </button>
      {isOpen ? (
        <div role="menu">
          <RefreshItem chatId={JOHN} say={setOutcome} />
        </div>
      ) : null}
      <p role="status">{outcome}</p>
    </>
  );
}

createRoot(document.querySelector('main') as HTMLElement).render(
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={createGatewaySource({ baseUrl: '/gateway' })}>
      <Row />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
