import { dehydrate, QueryClient } from '@tanstack/react-query';
import { chatPictureOptions } from 'chat-avatar';
import { useLoaderData } from 'react-router';
import { chatIds } from '../../../pages/chatIds';
import { Specimen, source } from '../../../pages/Specimen';

/** The pictures are in the HTML: the server prefetches them. */
export async function loader() {
  const queryClient = new QueryClient();
  await Promise.all(
    Object.values(chatIds).map((chatId) => queryClient.prefetchQuery(chatPictureOptions(source, chatId))),
  );
  return dehydrate(queryClient);
}

export default function Page() {
  return <Specimen state={useLoaderData<typeof loader>()} />;
}
