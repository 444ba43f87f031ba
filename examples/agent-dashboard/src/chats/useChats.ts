import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { membersOf } from '../demo/membersOf.js';
import type { Texts } from '../texts/Texts.js';
import { useTexts } from '../texts/useTexts.js';
import { type Chat, type ChatOverview, type ChatsPage, isGroup } from './Chat.js';
import { chatsQuery } from './chatsQuery.js';
import { titleOf } from './titleOf.js';

/** The conversations with their titles, and the state of the request for them. */
export function useChats() {
  const texts = useTexts();
  const query = useInfiniteQuery(chatsQuery);
  const { data } = query;
  const isDemo = data?.pages[0]?.isDemo ?? false;
  const chats = useMemo(
    () => withTitles(withoutRepeats(data?.pages ?? []), texts, isDemo),
    [data, texts, isDemo],
  );
  return { ...query, chats, isDemo };
}

/** A conversation that moved up in between is on two pages. */
function withoutRepeats(pages: readonly ChatsPage[]): ChatOverview[] {
  const byId = new Map<string, ChatOverview>();
  for (const { chats } of pages) {
    for (const chat of chats) {
      if (!byId.has(chat.chatId)) byId.set(chat.chatId, chat);
    }
  }
  return [...byId.values()];
}

function withTitles(overviews: readonly ChatOverview[], texts: Texts, isDemo: boolean): Chat[] {
  const chats = overviews.map((chat) => ({ ...chat, title: titleOf(chat, texts) }));
  if (!isDemo) return chats;
  return chats.map((chat) => {
    if (!isGroup(chat) || chat.name.trim() !== '') return chat;
    const names = membersOf(chat, chats).map((member) => member.title);
    return { ...chat, title: titleOf(chat, texts, names) };
  });
}
