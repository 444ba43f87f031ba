import { memo } from 'react';
import type { Chat } from '../chats/Chat.js';
import { matchesInPhone, matchesInTitle } from '../chats/searchChats.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { FaceBesideName } from '../ui/FaceBesideName.js';
import { Highlighted } from '../ui/Highlighted.js';
import { PersonalText } from '../ui/PersonalText.js';

interface ContactItemProps {
  person: Chat;
  query: string;
  index: number;
  total: number;
  /** The Tab key leads here. */
  isEntry: boolean;
  /** The size of the face, in rem. */
  faceRem: number;
  onOpen: (chatId: string) => void;
}

export const ContactItem = memo(function ContactItem({
  person,
  query,
  index,
  total,
  isEntry,
  faceRem,
  onOpen,
}: ContactItemProps) {
  const hoverCard = useHoverCard(person);
  const { chatId, title, phone } = person;
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
        <FaceBesideName chat={person} rem={faceRem} restrictedBadge />
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
