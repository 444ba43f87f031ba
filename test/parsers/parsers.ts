import { getInitials } from '../../src/avatar/initials/getInitials.js';
import { isSamePicture } from '../../src/chat/ChatPicture.js';
import { parseChatId } from '../../src/chat/chatId.js';
import { safeImageUrl, safeSrcSet } from '../../src/chat/safeImageUrl.js';
import { createGatewaySource } from '../../src/gateway-client/createGatewaySource.js';
import { isInvisible, withoutInvisible } from '../../src/lib/invisible.js';
import { parseUrl } from '../../src/lib/parseUrl.js';
import { readRetryAfter } from '../../src/lib/retryAfter.js';
import { createWawpClient } from '../../src/wawp/createWawpClient.js';
import type { WawpClient } from '../../src/wawp/WawpClient.js';
import { JOHN } from '../support/chats.js';

/** Reads one untrusted text. Rejects only with a `ChatPictureError`. */
export type Parser = (text: string) => unknown;

const TOKEN = 'Sekret+Token/with=odd&"chars"<42>';

function wawp(status: number, call: (client: WawpClient) => Promise<unknown>): Parser {
  return (text) => {
    const fetch = async () => new Response(text, { status });
    return call(createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch }));
  };
}

function gateway(status: number, type: string, refresh = false): Parser {
  return (text) => {
    const fetch = async () => new Response(text, { status, headers: { 'content-type': type } });
    return createGatewaySource({ baseUrl: 'https://app.test/pictures', fetch }).getChatPicture(JOHN, {
      refresh,
    });
  };
}

const picture = (client: WawpClient) => client.getChatPicture(JOHN);
const overview = (client: WawpClient) => client.getChatsOverview();
const session = (client: WawpClient) => client.getSessionInfo();

/** Every function of `src/` that reads a text from outside, through the public surface where there is one. */
export const parsers: Record<string, Parser> = {
  'a picture of Wawp': wawp(200, picture),
  'an error of Wawp': wawp(502, picture),
  'a refusal of Wawp': wawp(403, picture),
  'an overview of Wawp': wawp(200, overview),
  'an overview that failed': wawp(400, overview),
  'the session of Wawp': wawp(200, session),
  'NDJSON of the gateway': gateway(200, 'application/x-ndjson'),
  'JSON of the gateway': gateway(200, 'application/json', true),
  'a problem of the gateway': gateway(429, 'application/problem+json', true),
  'the content type of the gateway': (text) => gateway(200, headerOf(text))('{}'),
  'a chat id': parseChatId,
  'an image URL': safeImageUrl,
  'a srcset': safeSrcSet,
  'a URL': (text) => parseUrl(text, 'https://base.invalid'),
  'the identity of a picture': (text) =>
    isSamePicture({ status: 'available', url: text }, { status: 'available', url: `${text}?` }),
  'Retry-After': (text) => readRetryAfter(new Headers({ 'retry-after': headerOf(text) })),
  'a name': (text) => getInitials(text),
  'invisible characters': (text) => [withoutInvisible(text), isInvisible(text)],
};

/** A header holds printable ASCII; `Headers` refuses anything else. */
function headerOf(text: string): string {
  return text.replace(/[^ -~]/g, '?') || '?';
}
