import type { SVGAttributes } from 'react';

interface GlyphProps extends SVGAttributes<SVGPathElement> {
  /** In a box of 24 × 24. An arc with a radius that is too small for its ends is a half circle. */
  path: string;
}

/** Lines instead of areas. */
export const LINES = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2.25,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/**
 * An icon. Children are painted below its path. The paint stands on the path, where a rule of a page such as
 * `.row svg { fill: none; stroke-width: 2 }` does not reach it.
 */
export function Glyph({ path, children, ...paint }: GlyphProps) {
  return (
    <svg aria-hidden="true" data-chat-avatar-glyph="" viewBox="0 0 24 24">
      {children}
      <path d={path} fill="currentColor" stroke="none" {...paint} />
    </svg>
  );
}

/** The fallbacks for names without initials: a phone number or an empty name. */
export const FALLBACKS = {
  person: 'M12 4a1 1 0 0 1 0 8.5A1 1 0 0 1 12 4M4 20.5a8 6 0 0 1 16 0z',
  group:
    'M8.5 5.6a1 1 0 0 1 0 6.8 1 1 0 0 1 0-6.8M2 19a6 5 0 0 1 13 0zM16.2 6.8a1 1 0 0 1 0 5.6 1 1 0 0 1 0-5.6m.8 12.2h5a6 5 0 0 0-7.3-4.8Q17 16 17 19',
};

export function RefreshGlyph() {
  return <Glyph {...LINES} path="M20 11.5a8 8 0 1 0-2.1 6.1m2.5-12v5.9h-5.9" />;
}
