import { withoutInvisible } from '../../lib/invisible.js';
import { EMOJI, LETTER } from './graphemes.js';
import { plainLetters } from './plainLetters.js';

export interface InitialsOptions {
  /**
   * How many letters at most.
   * @default 2
   */
  max?: 1 | 2 | undefined;
}

/** A chat id, or a phone number: 7 digits or more, however grouped, and the extension behind them. */
const NUMBER = /(?:[\d.:_-]+|status)@[\w.]+|\p{Nd}(?:[\s\p{Pd}()./]{0,3}\p{Nd}){6,}(?:\W*e?x\w*\W*\d+)?/giu;

/**
 * Letters that no name begins with: modifier letters (`ʻ`, the Arabic stretch), vowels that are written before their consonant
 * (Thai, Lao, New Tai Lue, Tai Viet), and those of `ʚ ɞ` and `ʕ•ᴥ•ʔ`.
 */
const NOT_INITIAL = /[\p{Lm}\p{LOE}ɞʔʕʚᴥ]/gu;

/** Brackets of every script (replaced twice: they nest), except the Tibetan ones that people put around a name as an ornament. */
const ENCLOSED = /(?![༺༼])\p{Ps}[^\p{Ps}\p{Pe}]*\p{Pe}|<[^<>]*>/gu;

/** Scripts that get two initials: their letters stand alone. In all others letters join, stack or fill a square. */
const ALPHABET = /^(?!\p{sc=Adlm})[\p{Cased}\p{sc=Hebr}\p{sc=Ethi}\p{sc=Tfng}\p{Nd}]/u;

/** A dash or a bar as a word of its own: a company, a trade or a place follows it. */
const SEPARATOR = / [\p{Pd}|│｜]+(?= )/u;

/** Georgian is left out: its capitals are missing from most fonts, and are not used at the start of names. */
const CASED = /\P{sc=Geor}+/gu;

/**
 * The letters for a name: at most two graphemes, the first of its first and last word; one where letters join, stack or
 * are full-width. `''` where a glyph belongs: no name, a phone number, a chat id, punctuation. A name of emoji alone gives
 * the first emoji. The result never depends on the host's locale, so a server and a browser agree.
 */
export function getInitials(name: string | null | undefined, { max = 2 }: InitialsOptions = {}): string {
  if (typeof name !== 'string') return '';
  // The two ends of a long name hold its first and last word, and bound the work. In UTF-16 units.
  const raw = name.slice(0, 256) + name.slice(256).slice(-256);
  const text = plainLetters(withoutInvisible(raw))
    .replace(NUMBER, '')
    // Upper case before the cut: `ß` becomes `SS`, and only the first `S` is an initial.
    .replace(CASED, (run) => run.toUpperCase())
    .normalize('NFC')
    .replace(NOT_INITIAL, '');
  const outside = text.replace(ENCLOSED, ' ').replace(ENCLOSED, ' ');
  // Digits count only in a name with a letter.
  const parts = ` ${outside} - ${text} `.split(SEPARATOR);
  const part = parts.find((words) => /\p{L}/u.test(words)) ?? '';
  const letters = part.split(' ').flatMap((word) => LETTER.exec(word)?.[0] ?? []);
  const first = letters[0] ?? EMOJI.exec(raw)?.[0] ?? '';
  const last = letters.slice(1).pop() ?? '';
  return max > 1 && ALPHABET.test(first) && ALPHABET.test(last) ? first + last : first;
}
