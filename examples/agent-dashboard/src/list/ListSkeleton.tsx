import { useTexts } from '../texts/useTexts.js';

const WIDTHS = [62, 48, 71, 55, 66, 44, 58, 69, 51, 60];

/** Rows as they will be, before anything is known of them. */
export function ListSkeleton() {
  const texts = useTexts();
  return (
    <div className="rows skeleton" role="status" aria-label={texts.loadingConversations}>
      {WIDTHS.map((width) => (
        <div className="row" key={width} aria-hidden="true">
          <span className="skeleton-face" />
          <span className="row-text">
            <span className="skeleton-line" style={{ inlineSize: `${width * 0.7}%` }} />
            <span className="skeleton-line" style={{ inlineSize: `${width + 20}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
