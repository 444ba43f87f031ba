import { ChatAvatar } from 'chat-avatar';
import type { Chat } from '../chats/Chat.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { CHANNEL, ONLINE } from '../ui/badges.js';
import { toPixels } from '../ui/toPixels.js';
import { useFaceBadge } from '../ui/useFaceBadge.js';

/** The face of a row: a ring for unread messages, and a lock, the presence or the channel in its corner. */
export function RowFace({ chat, isOnline }: { chat: Chat; isOnline: boolean }) {
  const { onPointerEnter, onPointerLeave } = useHoverCard(chat);
  const withBadge = useFaceBadge(chat, isOnline ? ONLINE : CHANNEL);
  return (
    <span className="row-face" onPointerEnter={onPointerEnter} onPointerLeave={onPointerLeave}>
      <ChatAvatar
        chatId={chat.chatId}
        name={chat.name}
        size={toPixels(3)}
        shape="rounded"
        // The name is written beside it.
        alt=""
        ring={chat.unreadCount > 0 ? 'unread' : undefined}
        {...withBadge}
      />
    </span>
  );
}
