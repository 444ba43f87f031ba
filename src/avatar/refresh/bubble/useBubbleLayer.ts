import { type RefObject, useEffect } from 'react';
import { rootsOf } from '../../../lib/rootsOf.js';
import { useBrowserLayoutEffect } from '../../../lib/useBrowserLayoutEffect.js';
import { placeBubble } from './placeBubble.js';

/**
 * Top layer. No ancestor with `overflow: hidden`, a transform or a `z-index` cuts the bubble off or moves it. It follows its button when
 * the page scrolls. Browsers without popovers get a fixed position.
 */
export function useBubbleLayer(
  bubble: RefObject<HTMLElement | null>,
  button: HTMLElement | null,
  isOpen: boolean,
): void {
  useBrowserLayoutEffect(() => {
    const element = bubble.current;
    if (!isOpen || !element?.isConnected) return;
    element.showPopover?.();
    return () => {
      if (element.isConnected) element.hidePopover?.();
    };
  }, [bubble, isOpen]);
  // After each render, because other words have another size.
  useBrowserLayoutEffect(() => {
    if (isOpen && bubble.current && button) placeBubble(bubble.current, button);
  });
  useEffect(() => {
    const view = button?.ownerDocument.defaultView;
    if (!isOpen || !view) return;
    const place = () => {
      if (bubble.current) placeBubble(bubble.current, button);
    };
    const roots = rootsOf(button);
    for (const root of roots) root.addEventListener('scroll', place, true);
    view.addEventListener('resize', place);
    return () => {
      for (const root of roots) root.removeEventListener('scroll', place, true);
      view.removeEventListener('resize', place);
    };
  }, [bubble, button, isOpen]);
}
