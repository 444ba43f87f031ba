import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { isExpected } from './Parser.js';
import { parsers } from './parsers.js';

const LENGTH = 200_000;

/** A linear parser needs a few milliseconds, a quadratic one at least two seconds: 2 · 10¹⁰ steps, ten in a nanosecond. */
const LIMIT_MS = 500;

/** Repeated, each of these makes a quadratic parser read the whole rest again from every position. */
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

/** The CPU time of an operation of this process. Unlike the time of a clock, it does not depend on the load of the machine. */
async function cpuTimeMs(operation: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await operation();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the time of a parser grows with the length of its input alone', () => {
  it.each(Object.entries(parsers))('%s', async (name, parser) => {
    for (const unit of UNITS) {
      const text = unit.repeat(LENGTH / unit.length);
      // Ends in another way than it began, within the part of an error that is read.
      const ended = `${text.slice(0, 60_000)}!`;
      for (const input of [text, ended, ...(FIELDS[name] ?? []).map((field) => field(text))]) {
        const time = await cpuTimeMs(async () => {
          try {
            await parser.parse(input);
          } catch (error) {
            expect(error).toSatisfy((thrown) => isExpected(thrown, parser));
          }
        });
        expect(time, `${input.slice(0, 20)}…`).toBeLessThan(LIMIT_MS);
      }
    }
  });
});
