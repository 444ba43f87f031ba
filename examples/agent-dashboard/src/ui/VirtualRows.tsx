import type { Virtualizer } from '@tanstack/react-virtual';
import type { ComponentPropsWithoutRef } from 'react';

/** The rows above and below the view that a scroll may show before React has rendered again. */
const SLACK = 1;

interface VirtualRowsProps extends ComponentPropsWithoutRef<'div'> {
  /** Its rows follow one another without a gap, all `rowHeight` px high. */
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  rowHeight: number;
}

/**
 * A box as high as all rows, with those of them that are rendered.
 *
 * Inverse sticky positioning. Browsers scroll without waiting for scripts, and a fling passes the rows that are rendered. The box of the
 * rows has negative insets: it scrolls with the list while it fills the view, and holds its last rows where it would leave it, until React
 * has rendered the next ones. Further rows are rendered, but not shown by then: Chromium may not have painted them yet.
 */
export function VirtualRows({ virtualizer, rowHeight, children, ...props }: VirtualRowsProps) {
  const rows = virtualizer.getVirtualItems();
  const start = rows[0]?.start ?? 0;
  const end = rows.at(-1)?.end ?? 0;
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: Number.POSITIVE_INFINITY };
  const first = Math.max(start, (startIndex - SLACK) * rowHeight);
  const last = Math.min(end, (endIndex + 1 + SLACK) * rowHeight);
  return (
    <div {...props} className="rows-extent" style={{ blockSize: virtualizer.getTotalSize() }}>
      {/* Not a margin of the box, which would hold it as well. */}
      <div role="presentation" style={{ blockSize: start }} />
      <div
        role="presentation"
        className="rows-block"
        style={{ insetBlock: `min(0px, 100% - ${last - start}px) min(0px, 100% - ${end - first}px)` }}
      >
        {children}
      </div>
    </div>
  );
}
