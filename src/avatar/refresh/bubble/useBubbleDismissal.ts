import { type RefObject, useEffect } from 'react';

/** Closes an open bubble on Escape, wherever the focus is, and on a press outside it and its button. */
export function useBubbleDismissal(
  bubble: RefObject<HTMLElement | null>,
  button: HTMLElement | null,
  isOpen: boolean,
  dismiss: () => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `dismiss` does the same in every render.
  useEffect(() => {
    // Of the button's own window, which may be a pop-out.
    const document = button?.ownerDocument;
    if (!isOpen || !document) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // One Escape closes one layer: the dialog around the avatar stays open.
      event.stopPropagation();
      event.preventDefault();
      dismiss();
    };
    const root = button.getRootNode();
    const onPointerDown = (event: Event) => {
      const path = event.composedPath();
      // Outside a closed shadow root the path ends at its host, and the listener inside decides.
      const host = event.currentTarget === document && (root as ShadowRoot).host;
      if (![bubble.current, button, host].some((element) => element && path.includes(element))) dismiss();
    };
    document.addEventListener('keydown', onKeyDown, true);
    // Twice the same listener of one document is one.
    for (const node of [document, root]) node.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      for (const node of [document, root]) node.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, [bubble, button, isOpen]);
}
