import { useEffect } from 'react';

/** Below this width of the avatar, in px, a button on its corner would cover the letters. */
const OVERLAY_BELOW = 48;

/**
 * Sets `data-overlay` on the button of a small avatar. By its real width, because a class or an ancestor may set the size. A
 * `ResizeObserver` reports the first width before the next paint, and causes no layout of its own.
 */
export function useOverlay(button: HTMLElement | null): void {
  useEffect(() => {
    const avatar = button?.closest<HTMLElement>('[data-chat-avatar]');
    // Of the button's own window, which may be a pop-out.
    const Observer = (avatar?.ownerDocument.defaultView as typeof globalThis | null)?.ResizeObserver;
    if (!avatar || !Observer) return;
    const observer = new Observer(() =>
      button?.toggleAttribute('data-overlay', avatar.offsetWidth < OVERLAY_BELOW),
    );
    observer.observe(avatar);
    return () => observer.disconnect();
  }, [button]);
}
