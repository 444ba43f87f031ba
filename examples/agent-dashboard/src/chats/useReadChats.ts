import { useCallback, useMemo, useState } from 'react';
import type { Chat } from './Chat.js';

/** The conversations, and which of them were read since the page was loaded. Wawp is not told. */
export function useReadChats(chats: readonly Chat[]) {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const markRead = useCallback((chatId: string) => {
    setRead((before) => (before.has(chatId) ? before : new Set(before).add(chatId)));
  }, []);
  const known = useMemo(
    () =>
      chats.map((chat) =>
        chat.unreadCount > 0 && read.has(chat.chatId) ? { ...chat, unreadCount: 0 } : chat,
      ),
    [chats, read],
  );
  return { chats: known, markRead };
}
