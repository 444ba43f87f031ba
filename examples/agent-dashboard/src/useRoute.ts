import { useCallback, useSyncExternalStore } from 'react';

export type View = 'inbox' | 'contacts' | 'faces';

const PAGES: Record<string, View> = { '#/contacts': 'contacts', '#/faces': 'faces' };
const CHAT = '#/chats/';

function subscribe(notify: () => void) {
  addEventListener('hashchange', notify);
  return () => removeEventListener('hashchange', notify);
}

function chatIdOf(hash: string): string | undefined {
  if (!hash.startsWith(CHAT)) return undefined;
  try {
    return decodeURIComponent(hash.slice(CHAT.length));
  } catch {
    return undefined;
  }
}

/** Where a conversation is. */
export const hrefOf = (chatId: string) => `${CHAT}${chatId}`;

/** What is shown stands in the address, after the `#`: "back" works, and a conversation can be linked to. */
export function useRoute() {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const go = useCallback((view: View, chatId?: string) => {
    location.hash = view !== 'inbox' ? `#/${view}` : chatId ? hrefOf(chatId) : '#/';
  }, []);
  const view = PAGES[hash] ?? 'inbox';
  return { view, chatId: chatIdOf(hash), go };
}
