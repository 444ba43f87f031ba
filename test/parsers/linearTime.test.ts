import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { isExpected } from './Parser.js';
import { parsers } from './parsers.js';

const LENGTH = 500_000;

/** Repeated, each of these costs a quadratic parser about a minute: it reads the whole rest again from every position. */
// biome-ignore format: a list
const UNITS = [
  '<', '<!--', '<script>', ' ', '[', '{"a":', '"', '/', ',', 'a,', 'a ', ' 1x,', '=', '%25', '1', '1 ', '(', '@', ':',
  'limit was ',
];

/** The text in the fields that are parsed further. */
const inPicture = (text: string) => JSON.stringify({ url: `/9j/${text}!` });
const inUrl = (text: string) => JSON.stringify({ url: `https://x.test/${text}` });
const inMessage = (text: string) => JSON.stringify({ success: false, message: text, error: text });
const inChat = (text: string) =>
  JSON.stringify([{ id: text, name: text, picture: text, lastMessage: { body: text } }]);
const inSrcSet = (text: string) =>
  JSON.stringify({ chatId: JOHN, picture: { status: 'available', url: '/a', srcSet: text } });

const FIELDS: Record<string, ((text: string) => string)[]> = {
  'a picture of Wawp': [inPicture, inUrl, inMessage],
  'an error of Wawp': [inMessage],
  'an overview of Wawp': [inChat],
  'JSON of the gateway': [inSrcSet],
};

// Warnings about set-up mistakes would fill the report of the tests.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

describe('the time of a parser grows with the length of its input alone', () => {
  // A quadratic parser needs 2.5 · 10¹¹ steps: about a minute, beyond the time-out.
  it.each(Object.entries(parsers))('%s', { timeout: 30_000 }, async (name, parser) => {
    for (const unit of UNITS) {
      const text = unit.repeat(LENGTH / unit.length);
      for (const input of [text, ...(FIELDS[name] ?? []).map((field) => field(text))]) {
        try {
          await parser.parse(input);
        } catch (error) {
          expect(error).toSatisfy((thrown) => isExpected(thrown, parser));
        }
      }
    }
  });
});
