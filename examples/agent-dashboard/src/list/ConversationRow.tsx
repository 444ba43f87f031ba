import { memo } from 'react';
import { type Chat, isGroup } from '../chats/Chat.js';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';
import { RowFace } from './RowFace.js';
import { RowPreview } from './RowPreview.js';
import { RowTitle } from './RowTitle.js';

interface ConversationRowProps {
  chat: Chat;
  /** The title of the member of a group who wrote last, where it is known. */
  sender: string | undefined;
  isOnline: boolean;
  query: string;
  id: string;
  position: number;
  total: number;
  isOpen: boolean;
  /** The arrow keys are here. */
  isActive: boolean;
  now: number;
  onOpen: (chatId: string) => void;
}

export const ConversationRow = memo(function ConversationRow({
  chat,
  sender,
  isOnline,
  query,
  id,
  position,
  total,
  isOpen,
  isActive,
  now,
  onOpen,
}: ConversationRowProps) {
  const texts = useTexts();
  const dates = useDates();
  const { chatId, unreadCount, lastMessage } = chat;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it has the focus, and takes the keys
    <div
      id={id}
      className="row"
      role="option"
      tabIndex={-1}
      aria-selected={isOpen}
      aria-posinset={position}
      aria-setsize={total}
      data-active={isActive || undefined}
      data-unread={unreadCount > 0 || undefined}
      onClick={() => onOpen(chatId)}
    >
      <RowFace chat={chat} isOnline={isOnline} />
      <span className="row-text">
        <span className="row-line">
          <RowTitle title={chat.title} isGroup={isGroup(chat)} query={query} />
          {isOnline ? <span className="visually-hidden">{texts.online}</span> : null}
          {lastMessage.timestamp === null ? null : (
            <time
              dateTime={new Date(lastMessage.timestamp).toISOString()}
              title={dates.exact(lastMessage.timestamp)}
            >
              {dates.inList(lastMessage.timestamp, now)}
            </time>
          )}
        </span>
        <span className="row-line">
          <RowPreview chat={chat} sender={sender} query={query} />
          {unreadCount > 0 ? (
            <span className="unread">
              <span aria-hidden="true">{unreadCount > 99 ? '99+' : unreadCount}</span>
              <span className="visually-hidden">{texts.unreadCount(unreadCount)}</span>
            </span>
          ) : null}
        </span>
      </span>
    </div>
  );
});
