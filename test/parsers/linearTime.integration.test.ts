import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { growthFault, measureGrowth } from './growth.js';
import { isExpected, type Parser } from './Parser.js';
import { parsers } from './parsers.js';

/** Repeated, each of these makes a quadratic parser read the whole rest again from every position. */
// biome-ignore format: a list
const UNITS = [
  '<', '<!--', '<script>', ' ', '[', '{"a":', '"', '/', ',', 'a,', 'a ', ' 1x,', '=', '%25', '1', '1 ', '(', '@', ':', '_',
  'limit was ', '&#1', '\n', '<Contents>', '<Key>', '<Version>', '<Code>',
];

/** In characters. */
const LENGTHS = [2_000, 20_000, 200_000];

/** Of the text that takes the most time, up to {@link MOST_MS}. */
const SLOWEST_LENGTHS = [200_000, 1_000_000];

/** In ms of CPU time for 200,000 characters. Texts of 100,000 lines take more, and a million characters of them half a minute. */
const MOST_MS = 300;

/** Of a text that ends in another way than it began: the part of an error that is read ends after 64 kB. */
const ENDED_LENGTHS = [2_000, 20_000, 60_000];

/** The text in the fields that are parsed further. */
const inPicture = (text: string) => JSON.stringify({ url: `/9j/${text}!` });
const inUrl = (text: string) => JSON.stringify({ url: `https://x.test/${text}` });
const inMessage = (text: string) => JSON.stringify({ success: false, message: text, error: text });
const inChat = (text: string) =>
  JSON.stringify([{ id: text, name: text, picture: text, lastMessage: { body: text } }]);
const inSrcSet = (text: string) =>
  JSON.stringify({ chatId: JOHN, picture: { status: 'available', url: '/a', srcSet: text } });

const inCache = (text: string) => JSON.stringify({ status: 'available', url: `/${text}`, srcSet: text });
const inRecord = (text: string) =>
  JSON.stringify({
    name: text,
    sourceId: text,
    others: { [text]: { name: text } },
    replaced: [{ hash: text }],
  });

const FIELDS: Record<string, ((text: string) => string)[]> = {
  'a picture of Wawp': [inPicture, inUrl, inMessage],
  'an error of Wawp': [inMessage],
  'an overview of Wawp': [inChat],
  'JSON of the gateway': [inSrcSet],
  'a record of the store': [inRecord],
  'the session of Wawp': [inMessage],
  'an answer from a cache': [inCache],
};

/** They read what another machine sends, of which a megabyte may arrive: with more texts than the slowest one. */
const LARGE = [
  'a picture of Wawp',
  'an error of Wawp',
  'an overview of Wawp',
  'the session of Wawp',
  'NDJSON of the gateway',
  'JSON of the gateway',
  'a problem of the gateway',
  'an answer from a cache',
  'a data URL',
  'the answer of a decoder process',
  'the objects of a bucket',
  'the versions of a bucket',
  'an error of a bucket',
  'a lease in a bucket',
  'a record of the store',
  'the pictures of any record',
  'a signing secret in the store',
  'a block in the store',
  'INFO of Redis',
  'an error of Redis',
  'a failure that gateways share',
  'a file of instances',
  'the metrics of the last run',
  'a sentence for the command line',
  'a name on the page of faces',
];
const LARGE_UNITS = ['<', '[', '{"a":', '"', '/', ' ', '&#1', '<Key>'];
const LARGE_LENGTHS = [100_000, 1_000_000];

// Warnings about set-up mistakes would fill the report of the tests.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const repeated = (unit: string) => (length: number) => unit.repeat(length / unit.length);

/** Parses a text. Throws what is no expected error of the parser. */
const parsing = (parser: Parser) => async (text: string) => {
  try {
    await parser.parse(text);
  } catch (error) {
    expect(error).toSatisfy((thrown) => isExpected(thrown, parser));
  }
};

describe('the time of a parser grows with the length of its input alone', () => {
  it.each(Object.entries(parsers))('%s', async (name, parser) => {
    const faultOf = (textOf: (length: number) => string, lengths: readonly number[]) =>
      growthFault(parsing(parser), textOf, lengths);
    let slowest = { ms: -1, textOf: repeated(' ') };
    for (const unit of UNITS) {
      for (const form of [(text: string) => text, ...(FIELDS[name] ?? [])]) {
        const textOf = (length: number) => form(repeated(unit)(length));
        const { fault, ms } = await measureGrowth(parsing(parser), textOf, LENGTHS);
        expect(fault).toBeUndefined();
        if (ms > slowest.ms && ms <= MOST_MS) slowest = { ms, textOf };
      }
      expect(await faultOf((length) => `${repeated(unit)(length)}!`, ENDED_LENGTHS)).toBeUndefined();
    }
    // A million characters of each text would take a minute for all parsers.
    if (!LARGE.includes(name)) expect(await faultOf(slowest.textOf, SLOWEST_LENGTHS)).toBeUndefined();
  });

  it.each(LARGE)('%s, up to a megabyte', async (name) => {
    const parser = parsers[name] ?? expect.unreachable();
    for (const unit of LARGE_UNITS) {
      for (const form of FIELDS[name] ?? [(text: string) => text]) {
        const textOf = (length: number) => form(repeated(unit)(length));
        expect(await growthFault(parsing(parser), textOf, LARGE_LENGTHS)).toBeUndefined();
      }
    }
  });

  it('is what this measurement tells: a quadratic one fails', async () => {
    const quadratic = async (text: string) => /<!--.*?-->/s.test(text);
    // At 200,000 characters it takes 3 s, five times.
    expect(await growthFault(quadratic, repeated('<!--'), ENDED_LENGTHS)).toMatch(
      /^\d+ characters take .* ms, \d+ take/,
    );
    const linear = async (text: string) => text.split('<!--').length;
    expect(await growthFault(linear, repeated('<!--'), LENGTHS)).toBeUndefined();
  });
});
