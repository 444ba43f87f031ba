import { type RefObject, useEffect, useState } from 'react';
import { toPixels } from '../ui/toPixels.js';

/** In rem, as in styles/contacts.css. */
const CARD_WIDTH = 10;
const CARD_HEIGHT = 11.5;
const LINE_HEIGHT = 3.5;

/** Under this width the contacts are lines instead of cards. In rem. */
const ROOM_FOR_CARDS = 30;

/** The number of columns that fit, and the height of a row in px. */
export function useColumns(pane: RefObject<HTMLElement | null>) {
  const [columns, setColumns] = useState(() => columnsFor(innerWidth));

  useEffect(() => {
    if (pane.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setColumns(columnsFor(entry.contentRect.width));
    });
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, [pane]);

  return { columns, rowHeight: toPixels(columns === 1 ? LINE_HEIGHT : CARD_HEIGHT) };
}

function columnsFor(width: number): number {
  return width < toPixels(ROOM_FOR_CARDS) ? 1 : Math.floor(width / toPixels(CARD_WIDTH));
}
