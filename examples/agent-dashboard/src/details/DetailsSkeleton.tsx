/** The details of a conversation, where they will be. */
export function DetailsSkeleton() {
  return (
    <div className="details-skeleton skeleton" aria-hidden="true">
      <div className="details-header" />
      <div className="profile">
        <span className="skeleton-face" />
        <span className="skeleton-line" style={{ inlineSize: '10rem' }} />
        <span className="skeleton-line" style={{ inlineSize: '8rem' }} />
      </div>
      <div className="details-section">
        <span className="skeleton-line" style={{ inlineSize: '4rem' }} />
        <span className="skeleton-line" style={{ inlineSize: '12rem' }} />
        <span className="skeleton-line" style={{ inlineSize: '14rem' }} />
      </div>
    </div>
  );
}
