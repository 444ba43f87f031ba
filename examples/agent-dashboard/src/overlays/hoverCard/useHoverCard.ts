import { type FocusEvent, type PointerEvent, useContext } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { HoverCardContext } from './HoverCardProvider.js';

/** The props of an element that has a hover card. A finger does not hover. */
export function useHoverCard(chat: Chat) {
  const { show, hide } = useContext(HoverCardContext);
  return {
    onPointerEnter({ pointerType, currentTarget }: PointerEvent<HTMLElement>) {
      if (pointerType !== 'touch') show(chat, currentTarget);
    },
    onPointerLeave: hide,
    onFocus({ currentTarget }: FocusEvent<HTMLElement>) {
      if (currentTarget.matches(':focus-visible')) show(chat, currentTarget);
    },
    onBlur: hide,
  };
}
