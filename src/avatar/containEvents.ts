import type { KeyboardEvent, SyntheticEvent } from 'react';

/** Keeps the handlers of the elements around a control from running. */
export function stop(event: SyntheticEvent) {
  event.stopPropagation();
}

/**
 * {@link stop}, and keeps a link around the control from being followed. Returns whether there is one. A link inside the
 * control works.
 */
export function containClick(event: SyntheticEvent): boolean {
  event.stopPropagation();
  const link = (event.target as Element).closest('a');
  if (!link || event.currentTarget.contains(link)) return false;
  event.preventDefault();
  return true;
}

/** {@link stop}, for the keys that press a button. */
export function stopActivation(event: KeyboardEvent) {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}

/**
 * Event containment, for a control inside a link, or inside a row that opens, selects or drags itself. Events of the control
 * do not reach the elements around it. The middle button counts as a click on a link (`auxclick`).
 */
export const CONTAINED = {
  onPointerDown: stop,
  onMouseDown: stop,
  onTouchStart: stop,
  onDoubleClick: stop,
  onKeyDown: stopActivation,
  onClick: containClick as (event: SyntheticEvent) => void,
  onAuxClick: containClick as (event: SyntheticEvent) => void,
};
