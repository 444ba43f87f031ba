import { describeChatPicture, useChatPicture } from 'chat-avatar';
import { useId, useLayoutEffect, useRef } from 'react';
import { type Chat, isGroup } from '../../chats/Chat.js';
import { useTexts } from '../../texts/useTexts.js';
import { FaceBesideName } from '../../ui/FaceBesideName.js';
import { Icon } from '../../ui/Icon.js';
import { placeCard } from './placeCard.js';

interface HoverCardProps {
  chat: Chat;
  anchor: HTMLElement;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
}

/** The face, the name, the number, and the state of the picture in words. */
export function HoverCard({ chat, anchor, onPointerEnter, onPointerLeave }: HoverCardProps) {
  const texts = useTexts();
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  // Sends nothing: it follows the face under the pointer.
  const picture = useChatPicture(chat.chatId, { enabled: false });
  const { data } = picture;
  const isKept = data?.status === 'available' && data.hiddenSince !== undefined;

  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return;
    // In the top layer, so that no pane cuts it off.
    element.showPopover();
    placeCard(element, anchor);
    anchor.setAttribute('aria-describedby', id);
    return () => {
      anchor.removeAttribute('aria-describedby');
      element.hidePopover();
    };
  }, [anchor, id]);

  return (
    <div
      ref={card}
      id={id}
      role="tooltip"
      popover="manual"
      className="hover-card"
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <FaceBesideName chat={chat} rem={4.5} loading="eager" restrictedBadge />
      <div className="hover-card-text">
        <p className="hover-card-name">
          <bdi>{chat.title}</bdi>
        </p>
        {chat.phone !== chat.title ? (
          <p>
            {isGroup(chat) ? (
              <span className="hover-card-kind">{texts.group}</span>
            ) : (
              <bdi dir="ltr">{chat.phone ?? chat.chatId}</bdi>
            )}
          </p>
        ) : null}
        {isKept ? (
          <p className="kept-chip">
            <Icon name="hidden" size={13} />
            {texts.storedFaces.outcomes.kept}
          </p>
        ) : null}
        <p className="hint">{describeChatPicture(picture, texts.avatarLabels)}</p>
      </div>
    </div>
  );
}
