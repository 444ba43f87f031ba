import { useCallback, useEffect, useState } from 'react';
import { titleOf } from './chats/Chat.js';
import { useChats } from './chats/useChats.js';
import { useReadChats } from './chats/useReadChats.js';
import { Contacts } from './contacts/Contacts.js';
import { Conversation } from './conversation/Conversation.js';
import { NoConversation } from './conversation/NoConversation.js';
import { Details } from './details/Details.js';
import { Faces } from './faces/Faces.js';
import { ConversationList } from './list/ConversationList.js';
import { Rail } from './Rail.js';
import { useTexts } from './texts/useTexts.js';
import { useMediaQuery } from './ui/useMediaQuery.js';
import { useRoute } from './useRoute.js';

/** As in styles/layout.css. */
const ROOM_FOR_TWO = '(min-width: 45rem)';
const ROOM_FOR_DETAILS = '(min-width: 68.75rem)';

export function App() {
  const texts = useTexts();
  const { view, chatId: chosenId, go } = useRoute();
  const list = useChats();
  const { chats, markRead } = useReadChats(list.chats);
  const hasRoomForTwo = useMediaQuery(ROOM_FOR_TWO);
  const hasRoomForDetails = useMediaQuery(ROOM_FOR_DETAILS);
  const [detailsWanted, setDetailsWanted] = useState<boolean>();

  // Where there is room beside the list, the latest conversation is open until another is chosen.
  const openId = chosenId ?? (hasRoomForTwo ? chats[0]?.chatId : undefined);
  const open = chats.find((chat) => chat.chatId === openId);
  const hasDetails = detailsWanted ?? hasRoomForDetails;
  const unread = chats.filter((chat) => chat.unreadCount > 0).length;
  const title = view !== 'inbox' ? texts[view] : open ? titleOf(open) : texts.inbox;

  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} · ${texts.appName}`;
  }, [unread, title, texts]);

  useEffect(() => {
    if (openId !== undefined && view === 'inbox') markRead(openId);
  }, [openId, view, markRead]);

  const openChat = useCallback((id: string) => go('inbox', id), [go]);

  // What was chosen for a wide window makes no sense in a narrow one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the width that counts
  useEffect(() => setDetailsWanted(undefined), [hasRoomForDetails]);

  return (
    <div className="app" data-view={view} data-pane={chosenId === undefined ? 'list' : 'conversation'}>
      <Rail view={view} unread={unread} onNavigate={go} />
      {view === 'contacts' ? (
        <main className="page">
          <Contacts chats={chats} isPending={list.isPending} onOpen={openChat} />
        </main>
      ) : view === 'faces' ? (
        <main className="page">
          <Faces chats={chats} />
        </main>
      ) : (
        <main className="inbox" data-details={(open !== undefined && hasDetails) || undefined}>
          <ConversationList
            chats={chats}
            openId={openId}
            isDemo={list.isDemo}
            status={list}
            onOpen={openChat}
          />
          {open ? (
            <Conversation
              key={`conversation ${open.chatId}`}
              chat={open}
              chats={chats}
              isDemo={list.isDemo}
              isAlone={!hasRoomForTwo}
              hasDetails={hasDetails}
              onToggleDetails={() => setDetailsWanted(!hasDetails)}
              onBack={() => go('inbox')}
            />
          ) : (
            <NoConversation isPending={list.isPending} />
          )}
          {open && hasDetails ? (
            <Details
              key={`details ${open.chatId}`}
              chat={open}
              chats={chats}
              isDemo={list.isDemo}
              onOpen={openChat}
              onClose={() => setDetailsWanted(false)}
            />
          ) : null}
        </main>
      )}
    </div>
  );
}
