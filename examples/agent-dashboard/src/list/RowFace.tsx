import type { Chat } from '../chats/Chat.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { CHANNEL, ONLINE } from '../ui/badges.js';
import { FaceBesideName } from '../ui/FaceBesideName.js';
import { useFaceBadge } from '../ui/useFaceBadge.js';

/** The face of a row: a ring for unread messages, and a lock, the presence or the channel in its corner. */
export function RowFace({ chat, isOnline }: { chat: Chat; isOnline: boolean }) {
  const { onPointerEnter, onPointerLeave } = useHoverCard(chat);
  const withBadge = useFaceBadge(chat, isOnline ? ONLINE : CHANNEL);
  return (
    <span className="row-face" onPointerEnter={onPointerEnter} onPointerLeave={onPointerLeave}>
      <FaceBesideName chat={chat} rem={3} ring={chat.unreadCount > 0 ? 'unread' : undefined} {...withBadge} />
    </span>
  );
}
