import { useMemo } from 'react';
import { type Chat, isGroup } from '../chats/Chat.js';
import { membersOf } from '../demo/membersOf.js';
import { latestMessageOf, messagesOf } from '../demo/messagesOf.js';
import { useTexts } from '../texts/useTexts.js';
import { Composer } from './Composer.js';
import { ConversationHeader } from './ConversationHeader.js';
import { Thread } from './thread/Thread.js';
import { useOutbox } from './thread/useOutbox.js';

interface ConversationProps {
  chat: Chat;
  chats: readonly Chat[];
  isDemo: boolean;
  /** The list, and with it the page's heading, is out of sight. */
  isAlone: boolean;
  /** The details lie over it. */
  isCovered: boolean;
  hasDetails: boolean;
  onToggleDetails: () => void;
  onBack: () => void;
}

export function Conversation({
  chat,
  chats,
  isDemo,
  isAlone,
  isCovered,
  hasDetails,
  onToggleDetails,
  onBack,
}: ConversationProps) {
  const texts = useTexts();
  const members = useMemo(
    () => (isDemo && isGroup(chat) ? membersOf(chat, chats) : []),
    [isDemo, chat, chats],
  );
  const received = useMemo(
    () => (isDemo ? messagesOf(chat, members) : latestMessageOf(chat)),
    [isDemo, chat, members],
  );
  const { sent, send } = useOutbox(chat.chatId);
  return (
    <section className="conversation" aria-label={`${texts.conversation}: ${chat.title}`} inert={isCovered}>
      <ConversationHeader
        chat={chat}
        memberCount={members.length}
        isDemo={isDemo}
        isAlone={isAlone}
        hasDetails={hasDetails}
        onToggleDetails={onToggleDetails}
        onBack={onBack}
      />
      <Thread chat={chat} messages={[...received, ...sent]} />
      {isDemo ? <Composer onSend={send} /> : <p className="thread-note">{texts.latestMessageOnly}</p>}
    </section>
  );
}
