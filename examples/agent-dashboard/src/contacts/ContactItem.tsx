import { ChatAvatar } from 'chat-avatar';
import { memo } from 'react';
import type { Chat } from '../chats/Chat.js';
import { matchesInPhone, matchesInTitle } from '../chats/searchChats.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { Highlighted } from '../ui/Highlighted.js';
import { PersonalText } from '../ui/PersonalText.js';

interface ContactItemProps {
  person: Chat;
  query: string;
  index: number;
  total: number;
  /** The Tab key leads here. */
  isEntry: boolean;
  /** Of the face, in px. */
  size: number;
  onOpen: (chatId: string) => void;
}

export const ContactItem = memo(function ContactItem({
  person,
  query,
  index,
  total,
  isEntry,
  size,
  onOpen,
}: ContactItemProps) {
  const hoverCard = useHoverCard(person);
  const { chatId, name, title, phone } = person;
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={total}>
      <button
        type="button"
        className="contact"
        data-index={index}
        tabIndex={isEntry ? 0 : -1}
        onClick={() => onOpen(chatId)}
        {...hoverCard}
      >
        <ChatAvatar chatId={chatId} name={name} size={size} shape="rounded" alt="" restrictedBadge />
        <span className="contact-text">
          <PersonalText className="contact-name" text={title}>
            <Highlighted text={title} matches={matchesInTitle(title, query)} />
          </PersonalText>
          {phone !== null && phone !== title ? (
            <bdi dir="ltr" className="contact-phone">
              <Highlighted text={phone} matches={matchesInPhone(phone, query)} />
            </bdi>
          ) : null}
        </span>
      </button>
    </div>
  );
});
