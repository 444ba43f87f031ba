import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { matchesSelector } from '../../../lib/matchesSelector.js';
import { useBubbleDismissal } from './useBubbleDismissal.js';
import { useBubbleLayer } from './useBubbleLayer.js';

/** A pointer that only passes over the button opens nothing. In ms. */
const OPEN_AFTER_MS = 300;

/** The time of a pointer on its way from the button to the bubble, in ms. */
const CLOSE_AFTER_MS = 150;

/**
 * Tooltip (WCAG 1.4.13) on keyboard focus, hover and press. It stays while the pointer is over it, and while the button is focused by
 * keyboard. Escape closes it and moves no focus; a press elsewhere closes it too.
 */
export function useBubble(button: HTMLElement | null) {
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isHovered = useRef(false);
  const [isOpen, setOpen] = useState(false);

  const setNow = (open: boolean) => {
    clearTimeout(timer.current);
    setOpen(open);
  };
  const setLater = (open: boolean, ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(setOpen, ms, open);
  };

  // The pointer or the focus that made the code load came before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each button.
  useEffect(() => {
    if (!button) return;
    if (matchesSelector(button, ':focus-visible')) setNow(true);
    // A bare `:hover` matches links alone in a document without a doctype, such as that of a pop-out.
    else if (matchesSelector(button, '[data-chat-avatar-refresh]:hover')) {
      isHovered.current = true;
      setLater(true, OPEN_AFTER_MS);
    }
    return () => clearTimeout(timer.current);
  }, [button]);

  useBubbleLayer(bubble, button, isOpen);
  useBubbleDismissal(bubble, button, isOpen, () => setNow(false));

  const enter = (event: PointerEvent, open: () => void) => {
    // A finger that scrolls the list enters as well. Its press is a click.
    if (event.pointerType === 'touch') return;
    isHovered.current = true;
    open();
  };
  const leave = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    isHovered.current = false;
    if (button && matchesSelector(button, ':focus-visible')) clearTimeout(timer.current);
    else setLater(false, CLOSE_AFTER_MS);
  };
  return {
    isOpen,
    open: () => setNow(true),
    ofButton: {
      onPointerEnter: (event: PointerEvent) =>
        enter(event, () => (isOpen ? setNow(true) : setLater(true, OPEN_AFTER_MS))),
      onPointerLeave: leave,
      onFocus(event: FocusEvent) {
        if (matchesSelector(event.currentTarget, ':focus-visible')) setNow(true);
      },
      onBlur() {
        if (!isHovered.current) setNow(false);
      },
    },
    ofBubble: {
      ref: bubble,
      isOpen,
      onPointerEnter: (event: PointerEvent) => enter(event, () => setNow(true)),
      onPointerLeave: leave,
    },
  };
}
