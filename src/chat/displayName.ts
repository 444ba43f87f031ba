/** What moves a terminal's cursor, ends its line or turns the writing of a page around. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const MAX_LENGTH = 200;

/**
 * A name as it can be kept, and shown on one line: names come from strangers. At most 200 characters, far more than WhatsApp
 * allows (25 of a person, 100 of a group).
 */
export function displayName(text: string): string {
  const line = text
    .slice(0, MAX_LENGTH * 10)
    .replace(UNPRINTABLE, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join('')}…` : line;
}
