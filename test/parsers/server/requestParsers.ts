import { forwarded } from '../../../server/src/cli/commands/serve/forwarded.js';
import { allowSecret } from '../../../server/src/cli/shared/http/access.js';
import { matchesEtag } from '../../../server/src/gateway/images/imageHeaders.js';
import { negotiatePictures } from '../../../server/src/gateway/routes/picturesFormat.js';
import { createPictureGateway } from '../../../server/src/index.js';
import { headerOf, type Parser, parser } from '../Parser.js';

const ORIGIN = 'https://app.test';
const SECRET = 'a-secret-of-32-characters-or-more';
const ETAG = '"0a0a-80.webp"';
const HASH = '0a'.repeat(32);

const gateway = createPictureGateway({
  source: { id: 'fuzz', getChatPicture: async () => ({ status: 'none', reason: 'empty' }) },
  authorize: () => true,
  basePath: '/chats',
  rateLimit: { limit: 1_000_000_000, windowMs: 1000 },
  refreshCooldownMs: 0,
  signingSecret: SECRET,
});

/** A request to the gateway that must not be answered with a server error, nor with an image. */
function request(make: (text: string) => Request, allowed: RegExp): Parser {
  return parser<Response>(
    (text) => gateway.fetch(make(text)),
    ({ status, headers }) => {
      const type = headers.get('content-type') ?? '';
      if (!allowed.test(String(status))) return `status ${status}`;
      return type.startsWith('image/') ? 'an image' : undefined;
    },
  );
}

const READ = /^(200|400|403|404|405|414|422)$/;

/** Readers of what a browser sends. */
export const requestParsers: Record<string, Parser> = {
  'the chats of a query': request(
    (text) => new Request(`${ORIGIN}/chats/pictures?${new URLSearchParams({ chatId: text })}&${text}`),
    READ,
  ),
  'a path of the gateway': request((text) => new Request(`${ORIGIN}/chats/${text}`), READ),
  'a signed URL': request(
    (text) =>
      new Request(
        `${ORIGIN}/chats/images/${HASH}?w=640&exp=9999999999&${new URLSearchParams({ sig: text })}&${text}`,
      ),
    /^(400|403|404|410)$/,
  ),
  'the body of a refresh': request(
    (text) =>
      new Request(`${ORIGIN}/chats/pictures/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      }),
    /^(200|400|404|413|415|422|429)$/,
  ),
  'the header Origin': request(
    (text) =>
      new Request(`${ORIGIN}/chats/pictures?chatId=1@c.us`, {
        headers: { origin: headerOf(text), referer: headerOf(text) },
      }),
    READ,
  ),
  'the header If-None-Match': parser(
    (text) => matchesEtag(text, ETAG),
    (matches, text) =>
      matches && !text.includes(ETAG) && !text.includes('*')
        ? 'another image is called unchanged'
        : undefined,
  ),
  'the header Accept of pictures': parser(
    (text) => negotiatePictures(text),
    (format, text) =>
      format === 'application/x-ndjson' && !/ndjson/i.test(text)
        ? 'lines that the client did not name'
        : undefined,
  ),
  'a bearer token or cookie': parser(
    (text) => {
      const header = headerOf(text);
      return [
        allowSecret(SECRET)(new Request(ORIGIN, { headers: { authorization: header } })),
        allowSecret(SECRET)(new Request(ORIGIN, { headers: { cookie: header } })),
        allowSecret(SECRET)(new Request(ORIGIN, { headers: { cookie: `chat-avatar-secret=${header}` } })),
      ];
    },
    (allowed) => (allowed.includes(true) ? 'allowed without the secret' : undefined),
  ),
  'X-Forwarded-Host': parser(
    (text) =>
      forwarded(
        new Request(`${ORIGIN}/chats/pictures`, {
          headers: { 'x-forwarded-host': headerOf(text), 'x-forwarded-proto': headerOf(text) },
        }),
      ),
    ({ url }) => (new URL(url).pathname === '/chats/pictures' ? undefined : url),
  ),
};
