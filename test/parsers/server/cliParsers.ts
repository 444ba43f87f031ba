import { createStorage } from 'unstorage';
import type { Check } from '../../../server/src/cli/commands/doctor/Check.js';
import { checkClock } from '../../../server/src/cli/commands/doctor/checkClock.js';
import { facesPage } from '../../../server/src/cli/commands/faces/facesPage.js';
import { readFaceQuery } from '../../../server/src/cli/commands/faces/readFaceQuery.js';
import { serveFaces } from '../../../server/src/cli/commands/faces/serveFaces.js';
import { createProgram } from '../../../server/src/cli/createProgram.js';
import { cliSentence } from '../../../server/src/cli/shared/cliSentence.js';
import { isLoopbackHost } from '../../../server/src/cli/shared/http/access.js';
import { namePlaces } from '../../../server/src/cli/shared/wawp/accountPlaces.js';
import { readBasePath } from '../../../server/src/gateway/readOptions.js';
import { chatKey } from '../../../server/src/store/layout.js';
import { parseChatId } from '../../../src/chat/chatId.js';
import { JOHN } from '../../support/wawp.js';
import { headerOf, type Parser, parser, throwing } from '../Parser.js';

const CHAT = parseChatId(JOHN);
const HASH = '0a'.repeat(32);
const SECRET = 'a-secret-of-32-characters-or-more';
const FACES = 'http://127.0.0.1:4020';
const RECORD = {
  v: 1,
  status: 'available',
  fetchedAt: 1_790_000_000_000,
  askAgainAt: 1_790_086_400_000,
  image: { hash: HASH, contentType: 'image/jpeg', width: 640, height: 640, bytes: 40_000 },
};

const storage = createStorage();
await storage.setItem(chatKey(CHAT), RECORD);
const faces = serveFaces({ storage, origin: FACES, pageSize: 10, secret: SECRET });

/** Every option of every command that has a parser, and none twice. */
const options = new Map(
  createProgram('0').commands.flatMap((command) =>
    command.options.flatMap((option) => (option.parseArg ? [[option.long, option] as const] : [])),
  ),
);

/** The values that the options take this text for. */
function valuesOf(names: Iterable<string | undefined>, text: string): unknown[] {
  return [...names].flatMap((name) => {
    try {
      return [options.get(name)?.parseArg?.(text, undefined)].flat();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'commander.invalidArgument') return [];
      throw error;
    }
  });
}

function option(names: string[], fault: (value: unknown, text: string) => string | undefined): Parser {
  return parser(
    (text) =>
      [text, `https://${text}`, `http://127.0.0.1:4010/${text}`].flatMap((value) => valuesOf(names, value)),
    (values: unknown[], text) => values.map((value) => fault(value, text)).find(Boolean),
  );
}

/** Scheme and host, and nothing else that could carry a secret. */
function faultOfOrigin(value: unknown): string | undefined {
  const origin = String(value);
  return /^https?:\/\/[^/?#@\\\s]+$/.test(origin) && new URL(origin).origin === origin
    ? undefined
    : `takes ${origin}`;
}

// biome-ignore format: a list
const SENTENCES = [
  'createPictureGateway: ', 'createWawpClient: ', 'createWawpClient', ', or raise timeoutMs', 'baseUrl', 'instanceId', 'accessToken',
  'signingSecret', 'imageHosts', 'REDIS_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'WAWP_INSTANCE_ID', 'WAWP_ACCESS_TOKEN', 'WAWP_BASE_URL',
  ' Wawp said: ', ' ', '.', '_',
];

/** The text with words of the library's sentences in place of special characters. */
const sentenceOf = (text: string) =>
  text.replace(
    /[^\p{L}\d ]/gu,
    (character) => SENTENCES[(character.codePointAt(0) ?? 0) % SENTENCES.length] ?? '',
  );

const SAID = ' Wawp said: ';
const PLACES = { instanceId: '--emulator', accessToken: '--emulator', baseUrl: '--emulator' };

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const unescaped = (html = '') =>
  html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? '');

/** Readers of the command line, and of the page of faces. */
export const cliParsers: Record<string, Parser> = {
  'an option of any command': parser(
    // One after another, because each refusal is an error with a stack.
    (text) => valuesOf([[...options.keys()][text.length % options.size]], text),
    (values: unknown[]) =>
      values.some((value) => Number.isNaN(value)) ? 'a value that is no number' : undefined,
  ),
  'an option --public-origin': option(['--public-origin', '--allow-origin'], faultOfOrigin),
  'an option --emulator': option(['--emulator'], faultOfOrigin),
  'an option --caller-header': option(['--caller-header'], (name) => {
    const headers = new Headers([[String(name), 'anna']]);
    return headers.get(String(name)) === 'anna' ? undefined : `a header ${name}`;
  }),
  'a host to listen on': parser(
    (text) => valuesOf(['--host'], text).filter((host) => isLoopbackHost(String(host))),
    // Without a secret, such a server is open: no other machine may reach it.
    (hosts: unknown[]) =>
      hosts.every((host) => /^(localhost|(\[?)::1\]?|127\.[\d.]+)$/i.test(String(host)))
        ? undefined
        : `${hosts} is this machine`,
  ),
  'an option --base-path': throwing(
    [TypeError],
    (text) => [readBasePath(`/${text}`), readBasePath(text)][0],
    (path: string) => (/^\/[^:*?#{}\s\\]*$/.test(path) ? undefined : `a route ${path}`),
  ),
  'a sentence for the command line': parser(
    (text) => [text, sentenceOf(text)].map((message) => cliSentence(message)),
    (sentences: string[]) =>
      sentences.some((sentence) =>
        /(?<![\w.])(?:baseUrl|instanceId|accessToken|signingSecret|imageHosts)\b/.test(sentence),
      )
        ? `names an option of a function: ${sentences}`
        : undefined,
  ),
  'a sentence about an account': parser(
    (text) => [`${sentenceOf(text)}${SAID}${text}`].map((message) => [message, namePlaces(message, PLACES)]),
    ([[message = '', named = ''] = []]: string[][]) => {
      const [own = '', ...said] = named.split(SAID);
      if (/\bWAWP_(?:INSTANCE_ID|ACCESS_TOKEN|BASE_URL)\b/.test(own)) return `names a variable: ${own}`;
      const [, ...before] = message.split(SAID);
      return said.join(SAID) === before.join(SAID) ? undefined : `Wawp did not say ${said}`;
    },
  ),
  'the clock of Wawp': parser(
    async (text) => [await clockWith(text, 'https://api.wawp.net'), await clockWith('', text)],
    (checks: Check[], text) => {
      const wrong = checks.find(
        ({ message, status }) =>
          /NaN|Infinity/.test(message) ||
          !/^(ok|warning|error)$/.test(status) ||
          (text.length > 40 && message.includes(text)),
      );
      return wrong && `${wrong.status}: ${wrong.message}`;
    },
  ),
  'a query of the page of faces': parser(
    (text) =>
      [new URLSearchParams(text), new URLSearchParams({ search: text, hidden: text, page: text })].map(
        readFaceQuery,
      ),
    (queries: ReturnType<typeof readFaceQuery>[]) => {
      const wrong = queries.find(
        ({ search, page }) => search.length > 200 || !(page >= 1) || (page % 1 !== 0 && page !== Infinity),
      );
      return wrong && JSON.stringify(wrong);
    },
  ),
  'a request for the page of faces without its secret': parser<Response>(
    (text) =>
      faces.fetch(
        new Request(`${FACES}/${text}`, {
          headers: { cookie: `chat-avatar-faces-4020=${headerOf(text)}`, authorization: headerOf(text) },
        }),
      ),
    ({ status }) => (status === 401 ? undefined : `status ${status}`),
  ),
  'a name on the page of faces': parser(
    (text) => pageWith(text),
    (page: string, text) => {
      if (page.split('<').length !== tags) return 'more tags than with another name';
      const shown = unescaped(/<h2><bdi>([^<]*)/.exec(page)?.[1]);
      const searched = unescaped(/name="search" value="([^"]*)"/.exec(page)?.[1]);
      return shown === (text || 'No name') && searched === text ? undefined : `shows ${shown}, ${searched}`;
    },
  ),
};

const times = { firstSeen: 1_790_000_000_000, lastSeen: undefined, hiddenSince: undefined };
function pageWith(name: string): string {
  const face = { chatId: CHAT, name, hash: HASH, ...times };
  const page = {
    faces: [face],
    matches: 1,
    total: 1,
    hiddenTotal: 0,
    unreadable: 0,
    pages: 3,
    page: 2,
    pageSize: 1,
    search: name,
  };
  const imageOf = () => `/thumbnails/${HASH}`;
  return facesPage(page, { imageOf, isServed: true, now: 1_790_000_000_000 });
}
const tags = pageWith('Anna').split('<').length;

/** The check, with an answer that has this date. */
function clockWith(date: string, baseUrl: string): Promise<Check> {
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response(null, { headers: { date: headerOf(date) } });
  try {
    // It calls fetch before it waits for anything.
    return checkClock(baseUrl);
  } finally {
    globalThis.fetch = fetch;
  }
}
