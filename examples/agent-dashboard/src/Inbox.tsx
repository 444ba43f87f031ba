import { useEffect, useState } from 'react';
import type { Chat } from './chats/Chat.js';
import type { ChatsStatus } from './chats/ChatsStatus.js';
import { Conversation } from './conversation/Conversation.js';
import { NoConversation } from './conversation/NoConversation.js';
import { Details } from './details/Details.js';
import { DetailsSkeleton } from './details/DetailsSkeleton.js';
import { ConversationList } from './list/ConversationList.js';
import { useMediaQuery } from './ui/useMediaQuery.js';

/** As in styles/layout.css. */
const ROOM_FOR_DETAILS = '(min-width: 68.75rem)';

interface InboxProps {
  chats: readonly Chat[];
  open: Chat | undefined;
  status: ChatsStatus;
  /** The conversation is shown without the list. */
  isAlone: boolean;
  onOpen: (chatId: string) => void;
  onBack: () => void;
}

/** The list, the open conversation, and its details: beside it, or over it where there is no room. */
export function Inbox({ chats, open, status, isAlone, onOpen, onBack }: InboxProps) {
  const { isDemo } = status;
  const hasRoomForDetails = useMediaQuery(ROOM_FOR_DETAILS);
  const [detailsWanted, setDetailsWanted] = useState<boolean>();
  const hasDetails = detailsWanted ?? hasRoomForDetails;
  const isCovered = hasDetails && !hasRoomForDetails;
  // Room for them is kept free while the conversation loads.
  const hasSkeleton = status.isPending && hasDetails && hasRoomForDetails;

  // The choice for a wide window makes no sense in a narrow one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the width that counts
  useEffect(() => setDetailsWanted(undefined), [hasRoomForDetails]);

  const openChat = (chatId: string) => {
    // The conversation that was chosen is not covered.
    if (isCovered) setDetailsWanted(undefined);
    onOpen(chatId);
  };

  return (
    <div className="inbox" data-details={hasSkeleton || (open !== undefined && hasDetails) || undefined}>
      <ConversationList chats={chats} openId={open?.chatId} status={status} onOpen={openChat} />
      {open ? (
        <Conversation
          key={`conversation ${open.chatId}`}
          chat={open}
          chats={chats}
          isDemo={isDemo}
          isAlone={isAlone}
          isCovered={isCovered}
          hasDetails={hasDetails}
          onToggleDetails={() => setDetailsWanted(!hasDetails)}
          onBack={onBack}
        />
      ) : (
        <NoConversation isPending={status.isPending} isError={status.isError} hasChats={chats.length > 0} />
      )}
      {open && hasDetails ? (
        <Details
          key={`details ${open.chatId}`}
          chat={open}
          chats={chats}
          isDemo={isDemo}
          isCovering={isCovered}
          onOpen={openChat}
          onClose={() => setDetailsWanted(false)}
        />
      ) : hasSkeleton ? (
        <DetailsSkeleton />
      ) : null}
    </div>
  );
}
