import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

/**
 * A panel over other content takes the focus while it is open, and gives it back. Escape closes it. The caller makes the
 * covered content `inert`.
 */
export function useCover(panel: RefObject<HTMLElement | null>, isCovering: boolean, onClose: () => void) {
  const close = useEffectEvent(onClose);
  // Of the first run: strict mode runs the effect twice.
  const before = useRef<Element>(null);

  useEffect(() => {
    const element = panel.current;
    if (!isCovering || element === null) return;
    before.current ??= document.activeElement;
    element.focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    element.addEventListener('keydown', onKeyDown);
    return () => {
      element.removeEventListener('keydown', onKeyDown);
      // A person who went elsewhere meanwhile stays there.
      const hasFocus = document.activeElement === document.body || element.contains(document.activeElement);
      if (hasFocus && before.current instanceof HTMLElement) before.current.focus();
    };
  }, [panel, isCovering]);
}
