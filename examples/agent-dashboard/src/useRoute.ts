import { useCallback, useSyncExternalStore } from 'react';

export type View = 'inbox' | 'contacts';

const CONTACTS = '#/contacts';
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

/** What is shown stands in the address, after the `#`: "back" works, and a conversation can be linked to. */
export function useRoute() {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const go = useCallback((view: View, chatId?: string) => {
    location.hash = view === 'contacts' ? CONTACTS : chatId ? `${CHAT}${chatId}` : '#/';
  }, []);
  const view: View = hash === CONTACTS ? 'contacts' : 'inbox';
  return { view, chatId: chatIdOf(hash), go };
}
