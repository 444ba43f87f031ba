import { useRef } from 'react';
import { useTexts } from '../texts/useTexts.js';
import { useColumns } from './useColumns.js';

const WIDTHS = [62, 48, 71, 55, 66, 44, 58, 69, 51, 60, 64, 46, 57, 49, 68, 53];

/** Enough rows to fill a high window. */
const ROWS = { cards: 6, lines: 24 };

/** Cards or lines, where those of the contacts will be. */
export function ContactsSkeleton() {
  const texts = useTexts();
  const pane = useRef<HTMLDivElement>(null);
  const { columns } = useColumns(pane);
  const count = columns === 1 ? ROWS.lines : ROWS.cards * columns;
  const widths = Array.from({ length: count }, (_, index) => ({
    id: index,
    width: WIDTHS[index % WIDTHS.length],
  }));
  return (
    <div
      ref={pane}
      className="contact-list skeleton"
      data-columns={columns}
      role="status"
      aria-label={texts.loadingContacts}
    >
      <div
        className="contacts-skeleton"
        aria-hidden="true"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {widths.map(({ id, width }) => (
          <div className="contact" key={id}>
            <span className="skeleton-face" />
            <span className="skeleton-line" style={{ inlineSize: `${width}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
