import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ChatAvatar, chatPictureOptions } from 'chat-avatar';
import { Suspense } from 'react';
import { getWawp } from '../server/gateway';
import { source } from '../server/source';

// Who writes to you changes by the minute.
export const dynamic = 'force-dynamic';

/** How many chats are prefetched, so that their pictures are in the HTML. The others are asked for by the browser. */
const PREFETCHED = 6;

export default function Page() {
  return (
    <main>
      <h1>Conversations</h1>
      <Suspense fallback={<p>Loading…</p>}>
        <Conversations />
      </Suspense>
    </main>
  );
}

async function Conversations() {
  const chats = (await getWawp().getChatsOverview({ limit: 30 })).slice(0, 30);
  const queryClient = new QueryClient();
  await Promise.all(
    chats
      .slice(0, PREFETCHED)
      .map(({ chatId }) => queryClient.prefetchQuery(chatPictureOptions(source, chatId))),
  );
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ul>
        {chats.map(({ chatId, name }) => (
          <li key={chatId}>
            <ChatAvatar chatId={chatId} name={name} size={48} shape="rounded" alt="" />
            {name || chatId}
          </li>
        ))}
      </ul>
    </HydrationBoundary>
  );
}
