import { createContext, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Chat } from '../../chats/Chat.js';
import { MAIN } from '../../shell/SkipLink.js';
import { HoverCard } from './HoverCard.js';

/** A pointer that rests on a face for this long means it. In ms. */
const REST = 450;
/** The way from the face to the card takes a moment. In ms. */
const GRACE = 200;

export interface HoverCardControl {
  /** Shows the card beside `anchor` after a rest. */
  show: (chat: Chat, anchor: HTMLElement) => void;
  /** Hides it after a moment, unless `show` or the card itself keeps it. */
  hide: () => void;
}

export const HoverCardContext = createContext<HoverCardControl>({ show: () => {}, hide: () => {} });

/**
 * One card for all faces. As WCAG 1.4.13 wants it: Escape closes it, the pointer may move onto it, and it stays while pointer or
 * focus stay.
 */
export function HoverCardProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ chat: Chat; anchor: HTMLElement }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const control = useMemo<HoverCardControl>(() => {
    const after = (ms: number, next: typeof shown) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setShown(next), ms);
    };
    return {
      show: (chat, anchor) => after(REST, { chat, anchor }),
      hide: () => after(GRACE, undefined),
    };
  }, []);

  useEffect(() => {
    // Scrolling and clicking move on to something else.
    const close = () => {
      clearTimeout(timer.current);
      setShown(undefined);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (shown) event.preventDefault();
      close();
    };
    addEventListener('keydown', onKeyDown, true);
    addEventListener('scroll', close, true);
    addEventListener('pointerdown', close, true);
    return () => {
      removeEventListener('keydown', onKeyDown, true);
      removeEventListener('scroll', close, true);
      removeEventListener('pointerdown', close, true);
    };
  }, [shown]);

  return (
    <HoverCardContext value={control}>
      {children}
      {shown
        ? createPortal(
            <HoverCard
              key={shown.chat.chatId}
              chat={shown.chat}
              anchor={shown.anchor}
              onPointerEnter={() => clearTimeout(timer.current)}
              onPointerLeave={control.hide}
            />,
            // A screen reader that goes from landmark to landmark finds it.
            document.getElementById(MAIN) ?? document.body,
          )
        : null}
    </HoverCardContext>
  );
}
