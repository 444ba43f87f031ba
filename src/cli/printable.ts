/** What moves a terminal's cursor, ends its line or turns its writing around. Names come from strangers. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A text of somebody else's, fit for one line of a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim();
}

/** `Mona Kane (201234567890@c.us)` */
export function label({ chatId, name }: { chatId: string; name?: string }): string {
  const shown = name === undefined ? '' : printable(name);
  return shown === '' ? chatId : `${shown} (${chatId})`;
}
