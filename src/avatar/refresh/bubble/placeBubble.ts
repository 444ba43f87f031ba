/** Between the bubble and its button, and between the bubble and the edge of the viewport, in px. */
const GAP = 9;
const MARGIN = 8;

/** Puts the bubble above its button, or below where there is no room, and inside the viewport. */
export function placeBubble(bubble: HTMLElement, button: HTMLElement): void {
  const { clientWidth, clientHeight } = bubble.ownerDocument.documentElement;
  const anchor = button.getBoundingClientRect();
  const { width, height } = bubble.getBoundingClientRect();
  const above = anchor.top - GAP - height;
  const isAbove = above >= MARGIN || anchor.bottom + GAP + height > clientHeight - MARGIN;
  const centre = (anchor.left + anchor.right) / 2;
  const left = Math.max(MARGIN, Math.min(centre - width / 2, clientWidth - MARGIN - width));
  const top = Math.max(MARGIN, isAbove ? above : anchor.bottom + GAP);
  bubble.dataset.side = isAbove ? 'above' : 'below';
  move(bubble, left, top);
  bubble.style.setProperty('--_ca-caret', `${centre - left}px`);
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
