/** Sizes by name, in px. */
export const AVATAR_SIZES = { xs: 24, sm: 32, md: 40, lg: 56, xl: 96 } as const;

/** A name, a number of px, or a CSS length. `1em` grows with the text beside the avatar. */
export type AvatarSize = keyof typeof AVATAR_SIZES | number | (string & {});

const DEFAULT = AVATAR_SIZES.md;

/**
 * The size as a CSS length, and in px for the `width` and `height` of the image. The px of a CSS length are the default, because CSS
 * sets the real size.
 */
export function readSize(size: AvatarSize = DEFAULT): { length: string; pixels: number } {
  const px = namedOrNumber(size);
  return { length: px === undefined ? `${size}` : `${px}px`, pixels: px ?? DEFAULT };
}

/** A number with a unit, or a function of CSS. */
const LENGTH = /^[\d.]+(?:[a-z]+|%)$|^(?:calc|min|max|clamp|var|env)\(/i;

function namedOrNumber(size: AvatarSize): number | undefined {
  if (typeof size === 'number') return Number.isFinite(size) && size > 0 ? size : DEFAULT;
  if (typeof size !== 'string') return DEFAULT;
  if (Object.hasOwn(AVATAR_SIZES, size)) return AVATAR_SIZES[size as keyof typeof AVATAR_SIZES];
  const text = size.trim();
  // A length in px too, because small faces have one letter, and images have the size of their face.
  if (/^\d+(\.\d+)?(px)?$/i.test(text)) return namedOrNumber(Number.parseFloat(text));
  // An invalid size would collapse the avatar.
  return LENGTH.test(text) ? undefined : DEFAULT;
}
