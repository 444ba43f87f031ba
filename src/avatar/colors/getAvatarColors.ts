import type { AvatarColors, AvatarPalette } from './AvatarColors.js';
import { PALETTE } from './palette.js';

/**
 * The colour of a chat, always the same for the same seed. Seed it with the chat id, so that a rename keeps the colour.
 * The built-in palette has 16 colours on two steps of lightness, one of them neutral. Any two differ by 10 or more (CIEDE2000), and
 * by 6 or more for colour-blind eyes; letters reach 6.5:1, and 7:1 on nine of ten.
 */
export function getAvatarColors(
  seed: string,
  options: { palette?: AvatarPalette | undefined } = {},
): AvatarColors {
  const { palette } = options;
  const at = hash(seed);
  const own = palette?.[at % palette.length];
  const isComplete = [own?.light, own?.dark].every((pair) => pair?.background && pair.foreground);
  // A palette of another form must not end the row of a page.
  return own && isComplete ? own : (PALETTE[at % PALETTE.length] as AvatarColors);
}

/**
 * FNV-1a over UTF-16, then MurmurHash3's finaliser: phone numbers of one company differ in their last digits alone, and
 * those have to reach every bit. Order counts, or anagrams would share a colour (element-web#26170).
 */
export function hash(seed: unknown): number {
  const text = typeof seed === 'string' ? seed : '';
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
