/**
 * User-perceived characters (UAX #29). `Intl.Segmenter` cuts Indic conjuncts as its version of Unicode does, so a server and a
 * browser could disagree. These patterns cut them as Unicode 15.1 does (GB9c), everywhere, and need no lookbehind.
 */

/**
 * A letter or a digit, with its marks and the consonants that a virama joins to it, up to the height of the tallest Tibetan
 * stack. A joiner counts only between two of them.
 */
export const LETTER =
  /[\p{L}\p{Nd}](?:[\u200c-\u200d]?(?:[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u1b44\ua9c0]\u200d?\p{Lo}|[\p{Mn}ำຳ\p{Mc}])){0,8}/u;

/**
 * A flag, a keycap, or a pictograph with its variation selector, skin tone, tags and joined pictographs. Not every
 * pictograph is an emoji by itself: ©, ™ and ‼ are text, unless a variation selector says otherwise.
 */
export const EMOJI =
  /\p{RI}{2}|[\d#*]\ufe0f?\u20e3|(?=\p{EPres}|[\u2600-\u27bf]|.\ufe0f)\p{ExtPict}(?:\u200d\p{ExtPict}|[\ufe0f\p{EMod}\u{e0020}-\u{e007f}]){0,8}/u;
