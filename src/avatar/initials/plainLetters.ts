/** Digits and `ℹ` that are emoji, without their variation selector. */
const KEYCAP = /\d\u20e3|ℹ/g;

/** `🅙` and `🅹`, which have no decomposition: two alphabets, 32 code points apart. */
const NEGATIVE = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]/gu;

/**
 * The characters that may be normalised: all but ASCII, numbers in circles, emoji, abbreviations in a square (`㈱`), and Hangul
 * that is half-width or for compatibility, which would become halves of syllables.
 */
const COMPATIBLE = /(?![\u3131-\u33ff\p{EPres}\0-~\uffa1-\uffdc\p{No}])./gu;

/** One letter, mark or digit, as it is or in parentheses. */
const ONE = /^\(?([\p{L}\p{M}\p{Nd}])\)?$/u;

/** Decoration ("Zalgo text"): a mark twice, or more than two of the accents that all alphabets share. */
const DECORATION = /(\p{M})\1+|(\p{sc=Zinh}{2})\p{sc=Zinh}+/gu;

/**
 * Compatibility normalisation. Returns the text in the letters of a keyboard: 𝓙, Ｊ, Ⓙ, 🅹, ᴶ and ⒥ become J (NFKC, letter by
 * letter). A letter that would become several (ﬁ, Ǆ, ﷺ) stays, and so do symbols such as ™.
 */
export function plainLetters(text: string): string {
  return text
    .normalize('NFC')
    .replace(KEYCAP, '')
    .replace(NEGATIVE, (letter) => (((letter.charCodeAt(1) + 16) % 32) + 10).toString(36))
    .replace(COMPATIBLE, (letter) => ONE.exec(letter.normalize('NFKC'))?.[1] ?? letter)
    .replace(DECORATION, '$1$2');
}
