import { coversControl } from './coversControl.js';

/** Between the bubble and its button, and between the bubble and the edge of the viewport, in px. */
const GAP = 9;
const MARGIN = 8;

/** From an end of the bubble to its caret, at least, in px. */
const CARET = 20;

/**
 * Puts the bubble above or below the button and its avatar, so that it covers no face: on the side that is nearer to the button, or on
 * the other where there is no room. Where neither has room, beside the button itself. Always inside the viewport. Along that side it is
 * centred on the button; where it would cover a control of the page, such as the "close" of a panel, it ends or starts at the button or
 * near it, or goes to the other side.
 */
export function placeBubble(bubble: HTMLElement, button: HTMLElement): void {
  const { documentElement } = bubble.ownerDocument;
  const clientWidth = documentElement.clientWidth * zoomOf(documentElement);
  const clientHeight = documentElement.clientHeight * zoomOf(documentElement);
  const zoom = zoomOf(bubble);
  const anchor = button.getBoundingClientRect();
  const avatar = button.closest('[data-chat-avatar]')?.getBoundingClientRect() ?? anchor;
  const { width, height } = bubble.getBoundingClientRect();
  const most = clientHeight - MARGIN - height;
  const above = Math.min(anchor.top, avatar.top) - GAP - height;
  const below = Math.max(anchor.bottom, avatar.bottom) + GAP;
  const sides = anchor.top - above - height <= below - anchor.bottom ? [above, below] : [below, above];
  const tops = sides.filter((top) => top >= MARGIN && top <= most);
  const beside = anchor.bottom + GAP > most ? anchor.top - GAP - height : anchor.bottom + GAP;
  const centre = (anchor.left + anchor.right) / 2;
  const places = (tops.length ? tops : [Math.max(MARGIN, beside)]).flatMap((top) =>
    [0.5, 1, 0, 0.9, 0.1].map((part) => ({
      left: Math.max(
        MARGIN,
        Math.min(centre - CARET - part * (width - 2 * CARET), clientWidth - MARGIN - width),
      ),
      top,
      width,
      height,
    })),
  );
  const place = places.find((box) => !coversControl(bubble, box)) ?? places[0];
  if (!place) return;
  const { left, top } = place;
  const isAbove = top < anchor.top;
  bubble.dataset.side = isAbove ? 'above' : 'below';
  const set = (name: string, length: number) => bubble.style.setProperty(name, `${length / zoom}px`);
  // `position: fixed` is relative to the viewport in the top layer, and to some ancestors elsewhere. The difference is measured.
  set('left', 0);
  set('top', 0);
  const origin = bubble.getBoundingClientRect();
  set('left', left - origin.left);
  set('top', top - origin.top);
  set('--_ca-caret', centre - left);
  set('--_ca-way', isAbove ? anchor.top - top - height : top - anchor.bottom);
}

/** How many px of the viewport are one px of the element's styles, under the CSS `zoom` of the page. Browsers without it need none. */
function zoomOf(element: Element & { currentCSSZoom?: number }): number {
  return element.currentCSSZoom || 1;
}
