'use client';

import { createContext, useContext } from 'react';
import type { UseChatPictureResult } from '../query/useChatPicture.js';

/** The chat of one avatar, for its parts. */
export interface ChatAvatarContextValue {
  /** The prop, unparsed. */
  chatId: string | null | undefined;
  picture: UseChatPictureResult;
  /** The accessible name; `''` when the avatar is decorative. */
  label: string;
}

export const ChatAvatarContext = createContext<ChatAvatarContextValue | undefined>(undefined);

export function useChatAvatarContext(part: string): ChatAvatarContextValue {
  const value = useContext(ChatAvatarContext);
  if (value === undefined) {
    throw new Error(
      `<${part}> must be rendered inside <ChatAvatar.Root>, which gives it the picture of the chat.`,
    );
  }
  return value;
}
