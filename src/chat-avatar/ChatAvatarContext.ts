'use client';

import { createContext } from 'react';
import type { ChatId } from '../chat/chatId.js';
import { useRequiredContext } from '../lib/useRequiredContext.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';

/** The chat of one avatar, for the refresh button. */
export interface ChatAvatarContextValue {
  id: ChatId | undefined;
  /** The chat id as it was given, for the error when `id` is `undefined`. */
  text: unknown;
  /** The accessible name; `''` when the avatar is decorative. */
  label: string;
  /** Of the provider and of this avatar. */
  labels: Partial<ChatAvatarLabels>;
}

export const ChatAvatarContext = createContext<ChatAvatarContextValue | undefined>(undefined);

export function useChatAvatarContext(part: string): ChatAvatarContextValue {
  return useRequiredContext(ChatAvatarContext, part);
}
