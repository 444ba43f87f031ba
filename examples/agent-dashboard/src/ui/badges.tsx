/**
 * The badges of faces. Made once: a badge that is made in render would render its memoised avatar again. The words beside the
 * face say the same, so that both are decorative.
 */
export const ONLINE = <span className="presence" />;

/** The channel: a speech bubble with a receiver. An image of the stylesheet: four elements less in each row than inline SVG. */
export const CHANNEL = <span className="channel" />;
