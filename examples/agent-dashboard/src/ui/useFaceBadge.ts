import { useQueryClient } from '@tanstack/react-query';
import { chatPictureOptions } from 'chat-avatar';
import { type ReactNode, useReducer } from 'react';
import type { Chat } from '../chats/Chat.js';
import { pictureSource } from '../requests/pictureSource.js';

/**
 * The props of an avatar with a badge, and with a lock in its place where the picture is restricted.
 *
 * It reads the cache, and is rendered again by the avatar. `useChatPicture` would follow each row's query a second time: a fifth of
 * the time that a row takes to render.
 */
export function useFaceBadge({ chatId }: Chat, badge: ReactNode) {
  const queryClient = useQueryClient();
  const [, onStateChange] = useReducer((changes: number) => changes + 1, 0);
  const picture = queryClient.getQueryData(chatPictureOptions(pictureSource, chatId).queryKey);
  return {
    badge: picture?.status === 'restricted' ? undefined : badge,
    restrictedBadge: true,
    onStateChange,
  };
}
