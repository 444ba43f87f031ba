import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { matchesSelector } from '../../../lib/matchesSelector.js';
import { type LastRefresh, OUTCOME_MS } from '../RefreshOutcome.js';
import { useBubbleDismissal } from './useBubbleDismissal.js';
import { useBubbleLayer } from './useBubbleLayer.js';

/** A pointer that only passes over the button opens nothing. In ms. */
const OPEN_AFTER_MS = 300;

/** The time of a pointer on its way from the button to the bubble, in ms. */
const CLOSE_AFTER_MS = 150;

/** A bare `:hover` matches links alone in a document without a doctype, such as that of a pop-out. */
const HOVERED = '[data-chat-avatar-refresh]:hover';

/**
 * Tooltip (WCAG 1.4.13) on keyboard focus, hover and press. It stays while the pointer is over it, and while the button is focused by
 * keyboard. Escape closes it and moves no focus; a press elsewhere closes it too. Where neither the pointer nor the focus holds it, it
 * closes with the outcome of the press.
 */
export function useBubble(button: HTMLElement | null, busy: boolean, last: LastRefresh | undefined) {
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
    else if (matchesSelector(button, HOVERED)) {
      isHovered.current = true;
      setLater(true, OPEN_AFTER_MS);
    }
    return () => clearTimeout(timer.current);
  }, [button]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: for as long as the outcome of the last press is shown.
  useEffect(() => {
    if (!isOpen || !button || busy) return;
    const closing = setTimeout(() => {
      if (!isHovered.current && !matchesSelector(button, `${HOVERED}, :focus-visible`)) setNow(false);
    }, OUTCOME_MS);
    return () => clearTimeout(closing);
  }, [isOpen, button, busy, last]);

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
    press(element: Element) {
      // A press that came before the code is repeated on a button that looks busy and is not. Another control may be used by now.
      const focused = (element.getRootNode() as ParentNode).querySelector(':focus');
      if (busy || !focused || focused === element || !element.matches('[aria-busy]')) setNow(true);
    },
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
