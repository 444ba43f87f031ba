/**
 * What a reader takes for one letter. `Intl.Segmenter` would cut Indic conjuncts as its version of Unicode does, so a
 * server and a browser could disagree; this cuts them as Unicode 15.1 does (UAX #29, GB9c), everywhere.
 */

/** Signs that join the consonant before them with the one after. */
const VIRAMA = '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u17d2';

/** Letters by their category, marks by their nature: they extend the letter before them. */
const MARK = `[\\p{M}\\u0e33\\u0eb3\\u200c\\u200d]`;

const LETTER = new RegExp(`^[\\p{L}\\p{N}]${MARK}*(?:(?<=[${VIRAMA}]\\u200d?)\\p{Lo}${MARK}*)*`, 'u');

const FLAG = '\\p{RI}\\p{RI}';
const KEYCAP = '[0-9#*]\\ufe0f?\\u20e3';
const TAGS = '[\\u{e0020}-\\u{e007e}]+\\u{e007f}';
const PICTOGRAPH = `\\p{Extended_Pictographic}(?:\\ufe0f|\\p{EMod})?(?:${TAGS})?`;
/** Not every pictograph is an emoji by itself: ©, ™ and ‼ are text, unless a variation selector says otherwise. */
const EMOJI_START = '(?=\\p{Emoji_Presentation}|[\\u2600-\\u27bf]|.\\ufe0f)';
const EMOJI = new RegExp(`${FLAG}|${KEYCAP}|${EMOJI_START}${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})*`, 'u');

/** The letter or digit that the text begins with, whole. */
export function firstLetter(text: string): string {
  return LETTER.exec(text)?.[0].replace(/[\u200c\u200d]+$/, '') ?? '';
}

/** The first emoji in the text, whole: a family, a flag and a skin tone are one. */
export function firstEmoji(text: string): string {
  return EMOJI.exec(text)?.[0] ?? '';
}
