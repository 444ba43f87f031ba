'use client';

import { createContext, useContext } from 'react';
import type { UseChatPictureResult } from '../query/useChatPicture.js';

/** What the parts of one avatar know of its chat. */
export interface ChatAvatarContextValue {
  /** As it was given. */
  chatId: string | null | undefined;
  picture: UseChatPictureResult;
  /** The accessible name; `''` when the avatar is decorative. */
  label: string;
}

export const ChatAvatarContext = createContext<ChatAvatarContextValue | undefined>(undefined);

export function useChatAvatarContext(part: string): ChatAvatarContextValue {
  const value = useContext(ChatAvatarContext);
  if (value === undefined) {
    throw new Error(`<${part}> belongs inside <ChatAvatar.Root>, which knows whose picture it is.`);
  }
  return value;
}
