/** Control characters, line breaks and direction marks, which move a terminal's cursor or reverse the text of a page. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const MAX_LENGTH = 200;

/**
 * Makes an untrusted name safe to store and to print on one line. At most 200 characters; WhatsApp itself allows 25 for a
 * person and 100 for a group.
 */
export function displayName(text: string): string {
  const line = text
    .slice(0, MAX_LENGTH * 10)
    .replace(UNPRINTABLE, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join('')}…` : line;
}
