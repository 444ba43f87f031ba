import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from '../requests/fetchJson.js';
import type { ChatsPage } from './Chat.js';

export const CHATS_KEY = 'chats';

/** The conversations, the latest first. Wawp itself sends them page by page, the emulator all at once. */
export const chatsQuery = infiniteQueryOptions({
  queryKey: [CHATS_KEY],
  queryFn: ({ pageParam, signal }) => fetchJson<ChatsPage>(`/api/chats?offset=${pageParam}`, { signal }),
  initialPageParam: 0,
  // A server that does not know `offset` sends the first page again and again.
  getNextPageParam: (last, pages) =>
    pages.length > 1 && last.chats[0]?.chatId === pages[0]?.chats[0]?.chatId ? null : last.nextOffset,
  staleTime: 60_000,
  // After a reload, the list of the earlier visit is shown and loaded again.
  refetchOnMount: 'always',
  retry: 1,
});
