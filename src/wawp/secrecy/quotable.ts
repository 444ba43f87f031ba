/** Colours and other commands to a terminal (ECMA-48). */
const ESCAPE_SEQUENCE = /\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;

/** Controls, line breaks and direction marks, which move a cursor, forge a line of a log or reverse a text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A header whose value is a secret, up to a quote or a delimiter. */
const SECRET_HEADER = /(authorization|cookie)(["']? ?[:=] ?["']?)[^"',;]+/gi;

/** A field whose value is a secret: in quotes, or up to the next delimiter. */
const SECRET_FIELD =
  /(pass|password|passwd|passphrase|passcode|pwd|secret|token|key|credentials?)(["']? ?[:=] ?)("[^"]*|'[^']*|[^\s"',;&]+)/gi;

/** A phone number, or another long number: 7 digits or more, in any digits, however grouped. */
const NUMBER = /\+?\p{Nd}(?:[ ().\p{Pd}]{0,3}\p{Nd}){6,}/gu;

/**
 * Makes the words of a server safe to quote in an error, which reaches logs and terminals: without escape sequences, passwords and
 * phone numbers, and on one line. Wawp and its engine echo requests and settings.
 */
export function quotable(text: string): string {
  return text
    .replace(ESCAPE_SEQUENCE, ' ')
    .replace(UNPRINTABLE, ' ')
    .split(/\s+/)
    .map(withoutUserInfo)
    .join(' ')
    .replace(SECRET_HEADER, '$1$2[redacted]')
    .replace(SECRET_FIELD, '$1$2[redacted]')
    .replace(NUMBER, '[number]')
    .trim();
}

/** `user:password@host` without the user and the password. */
function withoutUserInfo(word: string): string {
  const at = word.lastIndexOf('@');
  return at > 0 && word.lastIndexOf(':', at) > 0 ? `[redacted]${word.slice(at)}` : word;
}
