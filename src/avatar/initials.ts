import { firstEmoji, firstLetter } from './graphemes.js';

export interface InitialsOptions {
  /**
   * How many letters at most.
   * @default 2
   */
  max?: 1 | 2 | undefined;
}

/** How much of a name is looked at, from either end. In UTF-16 units. */
const REACH = 256;

/** White space, and letters that look like it: Hangul fillers, the blank of Braille. */
const SPACE = /[\s\u0085\u115f\u1160\u3164\uffa0\u2800]+/u;

/** Direction marks, zero-width spaces, control characters, halves of surrogate pairs; not the joiners, which shape letters. */
const INVISIBLE =
  /(?![\t-\r\u0085])[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

const ENCLOSED =
  /\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|<[^<>]*>|（[^（）]*）|［[^［］]*］|【[^【】]*】|〔[^〔〕]*〕/gu;

/** What stands before the first letter of a word: quotes, dashes, tildes, emoji. */
const LEADING = /^[^\p{L}\p{N}]+/u;

/** Alphabets, whose letters stand alone, and may stand in twos. In all others letters join, stack or fill a square. */
const ALPHABET =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Ethiopic}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Tifinagh}\p{N}]/u;

/** Capital Georgian letters (Mtavruli) are missing from most fonts, and are not used at the start of names. */
const GEORGIAN = /^\p{Script=Georgian}/u;

/**
 * The letters for a name: at most two graphemes, the first of its first and last word; one where letters join, stack or
 * are full-width. `''` where a glyph belongs: no name, a phone number, punctuation. A name of emoji alone gives the first
 * emoji. Never depends on the host's locale, so a server and a browser agree.
 */
export function getInitials(name: string | null | undefined, { max = 2 }: InitialsOptions = {}): string {
  if (typeof name !== 'string') return '';
  const text = ends(name).normalize('NFC').replace(INVISIBLE, '');
  const outside = withoutEnclosures(text);
  return initialsOf(outside, max) || (outside === text ? '' : initialsOf(text, max));
}

function initialsOf(text: string, max: number): string {
  // Digits count only beside a letter: alone, they are a phone number.
  if (!/\p{L}/u.test(text)) return firstEmoji(text);
  const letters = text
    .split(SPACE)
    .map((word) => word.replace(LEADING, ''))
    .filter((word) => word !== '')
    .map(capital)
    .filter((letter) => letter !== '');
  const first = letters[0] ?? '';
  const last = letters.at(-1) ?? '';
  const pair = max > 1 && letters.length > 1 && ALPHABET.test(first) && ALPHABET.test(last);
  return pair ? first + last : first;
}

/** Upper-cased before it is cut: `ß` becomes `SS`, of which one `S` is wanted. */
function capital(word: string): string {
  const letters = GEORGIAN.test(word) ? word : word.toUpperCase().normalize('NFC').replace(LEADING, '');
  // `ŉ` becomes an apostrophe that counts as a letter, and N.
  return firstLetter(letters.replace(/^\u02bc(?=\p{L})/u, ''));
}

/** What stands in brackets goes, from the innermost out. */
function withoutEnclosures(text: string): string {
  let outer = text;
  for (let depth = 0; depth < 4; depth += 1) {
    const next = outer.replace(ENCLOSED, ' ');
    if (next === outer) break;
    outer = next;
  }
  return outer;
}

/** A name of a million letters has the same first and last word as its two ends. */
function ends(name: string): string {
  if (name.length <= 2 * REACH) return name;
  const head = name.slice(0, REACH);
  const tail = name.slice(-REACH);
  const lastWords = tail.search(SPACE);
  return lastWords < 0 ? head : head + tail.slice(lastWords);
}
