import { getInitials } from '../../src/avatar/initials/getInitials.js';
import type { ChatPicture } from '../../src/chat/ChatPicture.js';
import { isSamePicture } from '../../src/chat/ChatPicture.js';
import { parseChatId } from '../../src/chat/chatId.js';
import { safeImageUrl, safeSrcSet } from '../../src/chat/safeImageUrl.js';
import { createGatewaySource } from '../../src/gateway-client/createGatewaySource.js';
import { isInvisible, withoutInvisible } from '../../src/lib/invisible.js';
import { parseUrl } from '../../src/lib/parseUrl.js';
import { readRetryAfter } from '../../src/lib/retryAfter.js';
import { createWawpClient } from '../../src/wawp/createWawpClient.js';
import type { WawpClient } from '../../src/wawp/WawpClient.js';
import { JOHN, TOKEN } from '../support/wawp.js';
import { appParsers } from './appParsers.js';
import { carriesToken, headerOf, type Parser, parser } from './Parser.js';
import { partParsers } from './partParsers.js';
import { bucketParsers } from './server/bucketParsers.js';
import { cliParsers } from './server/cliParsers.js';
import { hostParsers } from './server/hostParsers.js';
import { optionParsers } from './server/optionParsers.js';
import { pictureParsers } from './server/pictureParsers.js';
import { placeParsers } from './server/placeParsers.js';
import { requestParsers } from './server/requestParsers.js';
import { settingParsers } from './server/settingParsers.js';
import { storeParsers } from './server/storeParsers.js';

function wawp<Result>(
  status: number,
  call: (client: WawpClient) => Promise<Result>,
  fault: Parser<Result>['fault'],
) {
  let body = '';
  const fetch = async () => responseOf(body, status);
  const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, individuals: 'chats', fetch });
  const parse = (text: string) => {
    // Read at once: the client calls fetch before it waits for anything.
    body = text;
    return call(client);
  };
  return { ...parser(parse, fault), knowsToken: true };
}

function gateway(status: number, type: string, refresh = false) {
  const parse = (text: string) => {
    const fetch = async () => responseOf(text, status, type);
    const source = createGatewaySource({ baseUrl: 'https://app.test/pictures', fetch });
    return source.getChatPicture(JOHN, { refresh });
  };
  return { ...parser<ChatPicture>(parse, faultOfPicture), waits: true };
}

const picture = (client: WawpClient) => client.getChatPicture(JOHN);
const overview = (client: WawpClient) => client.getChatsOverview();

/** Every parser of both packages, through the public surface where there is one. */
export const parsers: Record<string, Parser> = {
  'a picture of Wawp': wawp(200, picture, faultOfWawpPicture),
  'an error of Wawp': wawp(502, picture, faultOfWawpPicture),
  'a refusal of Wawp': wawp(403, picture, faultOfWawpPicture),
  'an overview of Wawp': wawp(200, overview, faultOfOverview),
  'an overview that failed': wawp(400, overview, faultOfOverview),
  'the session of Wawp': wawp(
    200,
    (client) => client.getSessionInfo(),
    ({ status }) =>
      /^(STOPPED|STARTING|SCAN_QR_CODE|WORKING|FAILED)$/.test(status) ? undefined : `status ${status}`,
  ),
  'NDJSON of the gateway': gateway(200, 'application/x-ndjson'),
  'JSON of the gateway': gateway(200, 'application/json', true),
  'a problem of the gateway': gateway(429, 'application/problem+json', true),
  'the content type of the gateway': {
    ...parser<ChatPicture>((text) => {
      const fetch = async () => responseOf('{}', 200, headerOf(text));
      return createGatewaySource({ baseUrl: 'https://app.test/pictures', fetch }).getChatPicture(JOHN);
    }, faultOfPicture),
    waits: true,
  },
  'a chat id': parser(parseChatId, (id) =>
    parseChatId(id) === id && id.length <= 64 ? undefined : `not canonical: ${id}`,
  ),
  'an image URL': parser(safeImageUrl, (url, text) =>
    url === undefined || (url === text && isSafe(url)) ? undefined : `unsafe ${url}`,
  ),
  'a srcset': parser(safeSrcSet, faultOfSrcSet),
  'a URL': parser((text) => parseUrl(text, 'https://base.invalid')),
  'the identity of a picture': parser(
    (text) =>
      isSamePicture({ status: 'available', url: text }, { status: 'available', url: text }) &&
      isSamePicture({ status: 'available', url: text }, { status: 'available', url: text }),
    (same) => (same ? undefined : 'a picture differs from itself'),
  ),
  'Retry-After': parser(
    (text) => readRetryAfter(new Headers({ 'retry-after': headerOf(text) })),
    (wait) => (wait === undefined || (Number.isFinite(wait) && wait >= 0) ? undefined : `${wait} ms`),
  ),
  'a name': parser(
    (text) => getInitials(text),
    (initials) => (initials.length <= 80 && !/\s/.test(initials) ? undefined : `initials ${initials}`),
  ),
  'invisible characters': parser(
    (text) => withoutInvisible(text),
    (once, text) =>
      oneSpace(withoutInvisible(once)) === oneSpace(once) && isInvisible(once) === isInvisible(text)
        ? undefined
        : 'not idempotent',
  ),
  ...appParsers,
  ...partParsers,
  ...pictureParsers,
  ...storeParsers,
  ...settingParsers,
  ...placeParsers,
  ...bucketParsers,
  ...optionParsers,
  ...cliParsers,
  ...requestParsers,
  ...hostParsers,
};

function oneSpace(text: string): string {
  return text.replace(/ +/g, ' ');
}

function faultOfPicture(answer: ChatPicture): string | undefined {
  switch (answer.status) {
    case 'available': {
      const times = [answer.expiresAt, answer.asOf, answer.hiddenSince];
      if (times.some((time) => time !== undefined && !Number.isFinite(time))) return `times ${times}`;
      return isSafe(answer.url) ? faultOfSrcSet(answer.srcSet) : `unsafe ${answer.url}`;
    }
    case 'none':
      return /^(empty|not-found)$/.test(answer.reason) ? undefined : `reason ${answer.reason}`;
    case 'restricted':
      return undefined;
    default:
      return `picture ${JSON.stringify(answer)}`;
  }
}

function faultOfWawpPicture(answer: ChatPicture): string | undefined {
  if (answer.status === 'available') {
    if (!/^(https:\/\/|data:image\/(jpeg|png|gif|webp|avif|bmp);base64,[A-Za-z0-9+/]+=*$)/i.test(answer.url))
      return answer.url;
    const isInline = answer.url.startsWith('data:');
    if (isInline ? answer.url.includes(TOKEN) : carriesToken(answer.url)) return `the token in ${answer.url}`;
  }
  return faultOfPicture(answer);
}

function faultOfOverview(chats: Awaited<ReturnType<WawpClient['getChatsOverview']>>): string | undefined {
  for (const { chatId, name = '', picture, lastMessage } of chats) {
    if (parseChatId(chatId) !== chatId) return `not canonical: ${chatId}`;
    if (carriesToken(name + lastMessage?.body))
      return `the token in ${JSON.stringify({ name, lastMessage })}`;
    const fault = picture && faultOfWawpPicture(picture);
    if (fault) return fault;
  }
  return undefined;
}

function faultOfSrcSet(srcSet: string | undefined): string | undefined {
  if (srcSet === undefined) return undefined;
  const unsafe = srcSet.split(', ').filter((candidate) => !isSafe(candidate.replace(/ [\d.]+[wx]$/, '')));
  return unsafe.length === 0 && safeSrcSet(srcSet) !== undefined
    ? undefined
    : `unsafe ${unsafe} in ${srcSet}`;
}

/** Written anew here, so that it does not repeat a mistake of the parsers. */
function isSafe(url: string): boolean {
  // A URL parser skips these characters alone; behind any other, the text is a relative URL.
  return url !== '' && !/^[ \p{Cc}]*(javascript|vbscript|file|data:(?!image\/)|data:image\/svg)/iu.test(url);
}

/** A response without a stream, which would take most of the time of a million cases. */
function responseOf(text: string, status: number, type = ''): Response {
  const headers = new Headers({ 'content-type': type });
  const response = { status, ok: status < 300, type: 'basic', headers, body: null, text: async () => text };
  return response as unknown as Response;
}
