import { getAvatarColors } from '../../src/avatar/colors/getAvatarColors.js';
import { readSize } from '../../src/avatar/size.js';
import type { ChatPicture } from '../../src/chat/ChatPicture.js';
import { isSafeAnswer, safePicture } from '../../src/chat/safePicture.js';
import { createWawpEmulator } from '../../src/emulator/createWawpEmulator.js';
import { checkBaseUrl } from '../../src/gateway-client/baseUrl.js';
import { pictureStaleTime } from '../../src/query/options/queryPolicy.js';
import { quote } from '../../src/wawp/answers/answer.js';
import { endpointUrl, readBaseUrl } from '../../src/wawp/baseUrl.js';
import { createRedactor } from '../../src/wawp/secrecy/redact.js';
import { TOKEN } from '../support/wawp.js';
import { carriesToken, headerOf, over, type Parser, parsed, parser, throwing } from './Parser.js';

/** From this length on, a text that stands in a message is no chance. */
const TELLING = 12;

/** The texts, each of which may hold a password, are not repeated in a message. */
function secretive(parser: Parser, ...prefixes: string[]): Parser {
  return {
    ...parser,
    async parse(text) {
      const outcomes: unknown[] = [];
      for (const spelled of ['', ...prefixes].map((prefix) => prefix + text)) {
        try {
          outcomes.push(await parser.parse(spelled));
        } catch (error) {
          if (text.length >= TELLING && String(error).includes(text))
            throw new Error('The message has the text.');
          if (!(error instanceof Error && parser.expects?.(error))) throw error;
        }
      }
      return outcomes;
    },
    fault: (outcomes, text) =>
      (outcomes as unknown[]).map((outcome) => parser.fault(outcome, text)).find(Boolean),
  };
}

const { redact } = createRedactor(TOKEN);
const emulator = createWawpEmulator();

/** Readers of what an application, its cache, or its environment hands over. */
export const appParsers: Record<string, Parser> = {
  'an answer from a cache': parser(
    (text) =>
      [
        parsed(text),
        over({ status: 'available', url: text }, text),
        { status: 'available', url: text, srcSet: text },
      ].map((value) => {
        const data = value as ChatPicture;
        return { data, staleMs: pictureStaleTime({ state: { data, dataUpdatedAt: 1_790_000_000_000 } }) };
      }),
    (answers: { data: ChatPicture; staleMs: number }[]) => answers.map(faultOfCached).find(Boolean),
  ),
  'the size of an avatar': parser(
    (text) => [readSize(text), readSize(parsed(text) as string)],
    (sizes: ReturnType<typeof readSize>[]) => {
      const wrong = sizes.find(({ pixels, length }) => !(pixels > 0 && pixels < Infinity) || length === '');
      return wrong && JSON.stringify(wrong);
    },
  ),
  'the seed of a colour': parser(
    (text) => [getAvatarColors(text), getAvatarColors(text, { palette: parsed(text) as never })],
    (colors: ReturnType<typeof getAvatarColors>[]) =>
      colors.every(
        ({ light, dark }) => light.background && light.foreground && dark.background && dark.foreground,
      )
        ? undefined
        : JSON.stringify(colors),
  ),
  'the words of a server': parser(
    (text) => [quote(text, redact), quote(`${text} ${TOKEN.slice(0, 12)}${text}`, redact)],
    (quotes: string[]) => {
      const wrong = quotes.find(
        (words) => /[\p{Cc}\u2028\u2029\u202e]|\d(?:[ ().-]?\d){6,}/u.test(words) || carriesToken(words),
      );
      return wrong && `quoted ${JSON.stringify(wrong)}`;
    },
  ),
  'the address of Wawp': secretive(
    throwing<URL>(
      [TypeError],
      (text) => endpointUrl(readBaseUrl(text), '/v2/chats/picture'),
      ({ protocol, username, password, pathname, search, hash }) =>
        /^https?:$/.test(protocol) &&
        username + password + search + hash === '' &&
        pathname.endsWith('/v2/chats/picture')
          ? undefined
          : `asks ${protocol}//${username}:${password}@… ${pathname}${search}${hash}`,
    ),
    'https://',
  ),
  'the host of Wawp': throwing(
    [TypeError],
    (text) => endpointUrl(readBaseUrl(`https://wawp.test/${text}`), '/v2/chats/picture'),
    ({ host }: URL) => (host === 'wawp.test' ? undefined : `asks ${host}`),
  ),
  'the address of the gateway': secretive(
    throwing<string>(
      [TypeError],
      (text) => checkBaseUrl(text),
      (baseUrl) => (/[?#]/.test(baseUrl) || baseUrl.trim() === '' ? `takes ${baseUrl}` : undefined),
    ),
    'https://',
    '/',
  ),
  'a request to the emulator': parser<Response>(
    (text) =>
      emulator.fetch(
        new Request(
          `https://api.wawp.net/v2/chats/picture?${new URLSearchParams({ chatId: text })}&${text}`,
          {
            headers: { 'access-token': headerOf(text) },
          },
        ),
      ),
    ({ status }) => (/^(200|400|401|403|404|422|429)$/.test(String(status)) ? undefined : `status ${status}`),
  ),
};

function faultOfCached({ data, staleMs }: { data: ChatPicture; staleMs: number }): string | undefined {
  if (Number.isNaN(staleMs)) return 'fresh for NaN ms';
  if (!isSafeAnswer(data)) return staleMs === 0 ? undefined : `no answer is fresh for ${staleMs} ms`;
  const url = safePicture(data)?.url ?? '';
  return /^[ \p{Cc}]*(javascript|vbscript|file|data:(?!image\/)|data:image\/svg)/iu.test(url)
    ? `unsafe ${url}`
    : undefined;
}
