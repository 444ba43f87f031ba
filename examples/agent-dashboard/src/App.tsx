import { useCallback, useEffect } from 'react';
import { useChats } from './chats/useChats.js';
import { useReadChats } from './chats/useReadChats.js';
import { Contacts } from './contacts/Contacts.js';
import { Faces } from './faces/Faces.js';
import { Inbox } from './Inbox.js';
import { OfflineBanner } from './shell/OfflineBanner.js';
import { Rail } from './shell/Rail.js';
import { MAIN, SkipLink } from './shell/SkipLink.js';
import { useTexts } from './texts/useTexts.js';
import { useKeptFocus } from './ui/useKeptFocus.js';
import { useMediaQuery } from './ui/useMediaQuery.js';
import { useRoute } from './useRoute.js';

/** As in styles/layout.css. */
const ROOM_FOR_TWO = '(min-width: 45rem)';

export function App() {
  const texts = useTexts();
  const { view, chatId: chosenId, go } = useRoute();
  const list = useChats();
  const { chats, markRead } = useReadChats(list.chats);
  const hasRoomForTwo = useMediaQuery(ROOM_FOR_TWO);

  // Where there is room beside the list, the latest conversation is open until another is chosen.
  const openId = chosenId ?? (hasRoomForTwo ? chats[0]?.chatId : undefined);
  const open = chats.find((chat) => chat.chatId === openId);
  const unread = chats.filter((chat) => chat.unreadCount > 0).length;
  const title = view === 'inbox' ? (open?.title ?? texts.inbox) : texts[view];

  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} · ${texts.appName}`;
  }, [unread, title, texts]);

  useEffect(() => {
    if (openId !== undefined && view === 'inbox') markRead(openId);
  }, [openId, view, markRead]);

  const openChat = useCallback((id: string) => go('inbox', id), [go]);
  const pane = chosenId === undefined ? 'list' : 'conversation';
  useKeptFocus(MAIN, `${view} ${pane}`);

  return (
    <>
      <SkipLink />
      <div className="app" data-view={view} data-pane={pane}>
        <OfflineBanner />
        <Rail view={view} unread={unread} onNavigate={go} />
        <main id={MAIN} tabIndex={-1} className={view === 'inbox' ? 'inbox-page' : 'page'}>
          {view === 'contacts' ? (
            <Contacts chats={chats} status={list} onOpen={openChat} />
          ) : view === 'faces' ? (
            <Faces chats={chats} />
          ) : (
            <Inbox
              chats={chats}
              open={open}
              status={list}
              isAlone={!hasRoomForTwo}
              onOpen={openChat}
              onBack={() => go('inbox')}
            />
          )}
        </main>
      </div>
    </>
  );
}
