import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ChatAvatar, chatPictureOptions } from 'chat-avatar';
import { source, wawp } from '../../server/moduleGateway';
import { ModuleProviders } from './ModuleProviders';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const chats = await wawp.getChatsOverview({ limit: 6 });
  const queryClient = new QueryClient();
  await Promise.all(chats.map(({ chatId }) => queryClient.prefetchQuery(chatPictureOptions(source, chatId))));
  return (
    <ModuleProviders>
      <HydrationBoundary state={dehydrate(queryClient)}>
        {chats.map(({ chatId, name }) => (
          <ChatAvatar key={chatId} chatId={chatId} name={name} size={80} />
        ))}
      </HydrationBoundary>
    </ModuleProviders>
  );
}
