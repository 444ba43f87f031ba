const WIDTHS = [46, 62, 38, 54, 30];

/** The parts of a conversation, where they will be. */
export function ConversationSkeleton() {
  return (
    <>
      <div className="conversation-header skeleton" aria-hidden="true">
        <span className="conversation-who">
          <span className="skeleton-face" />
          <span className="conversation-words">
            <span className="skeleton-line" style={{ inlineSize: '8rem' }} />
            <span className="skeleton-line" style={{ inlineSize: '11rem' }} />
          </span>
        </span>
      </div>
      <div className="thread skeleton" aria-hidden="true">
        {WIDTHS.map((width, index) => (
          <span
            key={width}
            className="skeleton-bubble"
            data-ours={index % 2 === 1 || undefined}
            style={{ inlineSize: `${width}%` }}
          />
        ))}
      </div>
      <div className="composer skeleton" aria-hidden="true">
        <span className="skeleton-bubble" />
        <span className="skeleton-face" />
        <span className="composer-note">
          <span className="skeleton-line" />
        </span>
      </div>
    </>
  );
}
