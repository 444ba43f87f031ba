// A screen of 200 rows with 120 chats, whose answers survive a reload: with chat-avatar, or with `?byHand` one `useQuery` each.
import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import { QueryClient, useQuery } from '@tanstack/react-query';
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import { createRoot } from 'react-dom/client';
import { chatIdOf } from '../processes/support/chatIdOf.js';
import 'chat-avatar/styles.css';

const DAY_MS = 86_400_000;
const rows = Array.from({ length: 200 }, (_, row) => ({ row, chatId: chatIdOf(row % 120) }));

/** What people write by hand: a request for each chat. Only the requests are counted, so it shows no image. */
function ByHand({ chatId }: { chatId: string }) {
  const { data } = useQuery({
    queryKey: ['picture', chatId],
    queryFn: async () => {
      const response = await fetch(`/chat-pictures/pictures?chatId=${encodeURIComponent(chatId)}`);
      if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
      return (await response.json()).pictures[0].picture.url as string;
    },
    staleTime: DAY_MS,
    gcTime: DAY_MS,
  });
  return <span className="face">{data}</span>;
}

const isByHand = new URLSearchParams(location.search).has('byHand');
const source = createGatewaySource({ baseUrl: '/chat-pictures' });
const persister = createAsyncStoragePersister({ storage: localStorage });
const host = document.body.appendChild(document.createElement('div'));
host.className = 'host';

createRoot(host).render(
  <PersistQueryClientProvider client={new QueryClient()} persistOptions={{ persister, maxAge: DAY_MS }}>
    <ChatPictureProvider source={source}>
      {rows.map(({ row, chatId }) =>
        isByHand ? (
          <ByHand key={row} chatId={chatId} />
        ) : (
          <ChatAvatar key={row} chatId={chatId} name={`Ada Lovelace ${row}`} size={40} />
        ),
      )}
    </ChatPictureProvider>
  </PersistQueryClientProvider>,
);
