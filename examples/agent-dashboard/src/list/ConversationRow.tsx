import { ChatAvatar } from 'chat-avatar';
import { memo } from 'react';
import { type Chat, titleOf } from '../chats/Chat.js';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';
import { PersonalText } from '../ui/PersonalText.js';

interface ConversationRowProps {
  chat: Chat;
  id: string;
  position: number;
  total: number;
  /** Where it stands in the list, in px. */
  start: number;
  isOpen: boolean;
  /** Where the arrow keys are. */
  isActive: boolean;
  now: number;
  onOpen: (chatId: string) => void;
}

export const ConversationRow = memo(function ConversationRow({
  chat,
  id,
  position,
  total,
  start,
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
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onOpen(chatId)}
    >
      {/* The name is written beside it. */}
      <ChatAvatar chatId={chatId} name={chat.name} size={48} shape="rounded" alt="" />
      <span className="row-text">
        <span className="row-line">
          <PersonalText className="row-name">{titleOf(chat)}</PersonalText>
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
          <PersonalText className="row-preview">{lastMessage.body || texts.noMessage}</PersonalText>
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
