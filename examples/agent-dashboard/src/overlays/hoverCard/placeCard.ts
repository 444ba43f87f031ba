/** Between card and anchor, and between card and window. In px. */
const GAP = 8;

/**
 * Puts a card beside its anchor, at the end of the line if there is room, otherwise below or above it. Beside the face of a row stand the
 * words of the row: its card is beside the faces and below or above these words.
 */
export function placeCard(card: HTMLElement, anchor: HTMLElement): void {
  const { width, height } = card.getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const isRtl = document.documentElement.dir === 'rtl';
  const room = { right: innerWidth - at.right, left: at.left };
  const beside = isRtl ? at.left - width - GAP : at.right + GAP;
  const hasRoomBeside = (isRtl ? room.left : room.right) >= width + 2 * GAP;
  const below = at.bottom + GAP + height <= innerHeight ? at.bottom + GAP : at.top - height - GAP;
  const left = hasRoomBeside ? beside : isRtl ? at.right - width : at.left;
  const coversWords = anchor.closest('[role=option]') !== null;
  const top = hasRoomBeside && !coversWords ? at.top : below;
  card.style.left = `${clamp(left, innerWidth - width)}px`;
  card.style.top = `${clamp(top, innerHeight - height)}px`;
}

const clamp = (value: number, most: number) => Math.max(GAP, Math.min(value, most - GAP));
