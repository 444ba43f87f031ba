/** Between the bubble and its button, and between the bubble and the edge of the viewport, in px. */
const GAP = 9;
const MARGIN = 8;

/**
 * Puts the bubble above or below the button and its avatar, so that it covers no face: on the side that is nearer to the button, or on
 * the other where there is no room. Where neither has room, beside the button itself. Always inside the viewport.
 */
export function placeBubble(bubble: HTMLElement, button: HTMLElement): void {
  const { clientWidth, clientHeight } = bubble.ownerDocument.documentElement;
  const anchor = button.getBoundingClientRect();
  const avatar = button.closest('[data-chat-avatar]')?.getBoundingClientRect() ?? anchor;
  const { width, height } = bubble.getBoundingClientRect();
  const above = Math.min(anchor.top, avatar.top) - GAP - height;
  const below = Math.max(anchor.bottom, avatar.bottom) + GAP;
  const fitsAbove = above >= MARGIN;
  const fitsBelow = below + height <= clientHeight - MARGIN;
  const isNearerAbove = anchor.top - above - height <= below - anchor.bottom;
  let isAbove = fitsAbove && (isNearerAbove || !fitsBelow);
  let top = isAbove ? above : below;
  if (!fitsAbove && !fitsBelow) {
    isAbove = anchor.bottom + GAP + height > clientHeight - MARGIN;
    top = isAbove ? anchor.top - GAP - height : anchor.bottom + GAP;
  }
  top = Math.max(MARGIN, top);
  const centre = (anchor.left + anchor.right) / 2;
  const left = Math.max(MARGIN, Math.min(centre - width / 2, clientWidth - MARGIN - width));
  bubble.dataset.side = isAbove ? 'above' : 'below';
  move(bubble, left, top);
  bubble.style.setProperty('--_ca-caret', `${centre - left}px`);
  bubble.style.setProperty('--_ca-way', `${isAbove ? anchor.top - top - height : top - anchor.bottom}px`);
}

/** `position: fixed` is relative to the viewport in the top layer, and to some ancestors elsewhere. The difference is measured. */
function move(bubble: HTMLElement, left: number, top: number): void {
  const { style } = bubble;
  style.left = '0';
  style.top = '0';
  const origin = bubble.getBoundingClientRect();
  style.left = `${left - origin.left}px`;
  style.top = `${top - origin.top}px`;
}
