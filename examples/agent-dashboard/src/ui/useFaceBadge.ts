import { useChatPicture } from 'chat-avatar';
import type { ReactNode } from 'react';
import type { Chat } from '../chats/Chat.js';

/** The badge of a face, or `undefined` where the lock of a restricted picture has its place. */
export function useFaceBadge(chat: Chat, badge: ReactNode): ReactNode {
  // Sends nothing: it follows the avatar.
  const { data } = useChatPicture(chat.chatId, { enabled: false });
  return data?.status === 'restricted' ? undefined : badge;
}
