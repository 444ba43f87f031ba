import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Chat, ChatsPage } from './Chat.js';

async function fetchChats(offset: number, signal: AbortSignal): Promise<ChatsPage> {
  const response = await fetch(`/api/chats?offset=${offset}`, { signal });
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body;
}

/** The conversations, the latest first. With Wawp itself they come page by page, with the emulator all at once. */
export function useChats() {
  const query = useInfiniteQuery({
    queryKey: ['chats'],
    queryFn: ({ pageParam, signal }) => fetchChats(pageParam, signal),
    initialPageParam: 0,
    // A server that does not know `offset` gives the first page again and again.
    getNextPageParam: (last, pages) =>
      pages.length > 1 && last.chats[0]?.chatId === pages[0]?.chats[0]?.chatId ? null : last.nextOffset,
    staleTime: 60_000,
    retry: 1,
  });
  const chats = useMemo(() => withoutRepeats(query.data?.pages ?? []), [query.data]);
  return { ...query, chats, isDemo: query.data?.pages[0]?.isDemo ?? false };
}

/** A conversation that moved up in between is on two pages. */
function withoutRepeats(pages: ChatsPage[]): Chat[] {
  const byId = new Map<string, Chat>();
  for (const { chats } of pages) {
    for (const chat of chats) {
      if (!byId.has(chat.chatId)) byId.set(chat.chatId, chat);
    }
  }
  return [...byId.values()];
}
