import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import type { Chat } from '../chats/Chat.js';
import { toPixels } from './toPixels.js';

interface FaceBesideNameProps
  extends Pick<ChatAvatarProps, 'badge' | 'loading' | 'onStateChange' | 'restrictedBadge' | 'ring'> {
  chat: Pick<Chat, 'chatId' | 'name'>;
  /** Its size in rem, so that it grows with the text. */
  rem: number;
}

/** A face whose name is written beside it: it has no alternative text. */
export function FaceBesideName({ chat: { chatId, name }, rem, ...props }: FaceBesideNameProps) {
  return <ChatAvatar chatId={chatId} name={name} size={toPixels(rem)} shape="rounded" alt="" {...props} />;
}
