/**
 * The badges of faces. Made once: a badge that is made in render would render its memoised avatar again. The words beside the
 * face say the same, so that both are decorative.
 */
export const ONLINE = <span className="presence" />;

/** The channel: a speech bubble with a receiver. */
export const CHANNEL = (
  <span className="channel">
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.6a6.3 6.3 0 0 0-5.5 9.4L1.6 14.4l3.5-.9A6.3 6.3 0 1 0 8 1.6z" />
      <path
        className="channel-receiver"
        d="M5.8 4.7c-.5.2-1 .9-.8 1.8.4 1.9 2.1 3.7 4.1 4.3.9.3 1.7-.1 2-.7l.1-.6-1.5-.8-.8.8c-1-.4-1.8-1.2-2.2-2.1l.7-.8-.7-1.6z"
      />
    </svg>
  </span>
);
