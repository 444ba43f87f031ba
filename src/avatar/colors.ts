import { PALETTE } from './palette.js';

/** A pair in which the foreground can be read on the background: 4.5:1 or more. Hex, `#rrggbb`. */
export interface AvatarColorPair {
  background: string;
  foreground: string;
}

/** One colour of an avatar, for light pages and for dark ones. */
export interface AvatarColors {
  light: AvatarColorPair;
  dark: AvatarColorPair;
}

/** Colours to choose from. Adding, removing or moving one gives most chats another colour. */
export type AvatarPalette = readonly AvatarColors[];

/**
 * The colour of a chat, always the same for the same seed. Seed it with the chat id, so that a rename keeps the colour.
 * The built-in palette has 16 hues of even lightness, each at 7:1 or better.
 */
export function getAvatarColors(
  seed: string,
  options: { palette?: AvatarPalette | undefined } = {},
): AvatarColors {
  const palette = options.palette?.length ? options.palette : PALETTE;
  return palette[hash(seed) % palette.length] as AvatarColors;
}

/**
 * FNV-1a over UTF-16, then MurmurHash3's finaliser: phone numbers of one company differ in their last digits alone, and
 * those have to reach every bit. Order counts, or anagrams would share a colour (element-web#26170).
 */
function hash(seed: unknown): number {
  const text = typeof seed === 'string' ? seed : '';
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
