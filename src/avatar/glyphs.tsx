interface GlyphProps {
  /** One path in a box of 24 × 24, filled. */
  path: string;
  /** Draws the line of the path instead. */
  outline?: boolean;
}

function Glyph({ path, outline = false }: GlyphProps) {
  return (
    <svg
      aria-hidden="true"
      data-chat-avatar-glyph=""
      viewBox="0 0 24 24"
      fill={outline ? 'none' : 'currentColor'}
      stroke={outline ? 'currentColor' : 'none'}
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}

/** The fallback for a person without initials: a phone number or an empty name. */
export function PersonGlyph() {
  return (
    <Glyph path="M12 4a4 4 0 0 1 0 8.5A4 4 0 0 1 12 4m0 10.25c-4.4 0-7.75 2.3-7.75 5.2 0 .6.5 1.05 1.1 1.05h13.3c.6 0 1.1-.45 1.1-1.05 0-2.9-3.35-5.2-7.75-5.2" />
  );
}

/** The fallback for a group without initials. */
export function GroupGlyph() {
  return (
    <Glyph path="M8.5 5.6a3 3 0 0 1 0 6.8 3 3 0 0 1 0-6.8m0 8.3c-3.6 0-6.35 1.85-6.35 4.2 0 .5.4.9.9.9h10.9c.5 0 .9-.4.9-.9 0-2.35-2.75-4.2-6.35-4.2m7.1-1.7a3 3 0 1 0-1.55-5.57 5.2 5.2 0 0 1 .2 4.95c.4.4.85.62 1.35.62m-.35 1.6c1.15 1.05 1.8 2.4 1.8 3.95 0 .45-.08.87-.22 1.25h4.15c.5 0 .87-.4.87-.9 0-2.3-2.5-4.6-6.25-4.6-.12 0-.24.1-.35.3" />
  );
}

export function RefreshGlyph() {
  return <Glyph outline path="M20 11.5a8 8 0 1 0-2.1 6.1m2.5-12v5.9h-5.9" />;
}

export function LockGlyph() {
  return (
    <Glyph path="M17 10V8A5 5 0 0 0 7 8v2a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2m-7.5-2a2.5 2.5 0 0 1 5 0v2h-5Z" />
  );
}
