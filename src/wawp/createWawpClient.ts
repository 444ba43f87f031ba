import { ChatPictureError } from '../chat/ChatPictureError.js';
import { isBroadcastChatId } from '../chat/chatId.js';
import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { quote, type WawpAnswer } from './answers/answer.js';
import { isLoopbackHttp, MAX_INLINE_LENGTH } from './answers/pictureUrl.js';
import { readOverview } from './answers/readOverview.js';
import { readSessionInfo } from './answers/readSessionInfo.js';
import { endpointUrl, readBaseUrl } from './baseUrl.js';
import { parseChatId } from './parseChatId.js';
import { pictureEndpoints, readIndividuals } from './pictureEndpoints.js';
import { refuseBrowser } from './refuseBrowser.js';
import { request } from './request.js';
import { createRedactor } from './secrecy/redact.js';
import type { WawpClient, WawpClientOptions } from './WawpClient.js';

const DEFAULT_BASE_URL = 'https://api.wawp.net';
const OPTIONS: Record<keyof WawpClientOptions, true> = {
  instanceId: true,
  accessToken: true,
  baseUrl: true,
  auth: true,
  individuals: true,
  fetch: true,
  timeoutMs: true,
  dangerouslyAllowBrowser: true,
};

/** The longest inline picture, and the fields around it. */
const MAX_PICTURE_BYTES = MAX_INLINE_LENGTH + 64 * 1024;
/** On the wire, and without inline pictures. A server that ignores `limit` answers with all chats of an account. */
const MAX_OVERVIEW_BYTES = 256_000_000;
const MAX_OVERVIEW_LENGTH = 32_000_000;
/** With a QR code as a picture. */
const MAX_SESSION_BYTES = 256 * 1024;

/**
 * Creates a client of the Wawp API, for servers. The access token is in no field of the client and in no error.
 *
 * A missing credential makes the requests reject with `unauthorized`, not the creation: frameworks also load a server's
 * modules during the build, without secrets.
 *
 * @throws {TypeError} when `baseUrl` is not an address, `timeoutMs` not a time, `auth` or `individuals` not one of its values, or the client is made in a browser.
 */
export function createWawpClient(options: WawpClientOptions): WawpClient {
  if (!options) throw new TypeError(missing('instanceId', 'WAWP_INSTANCE_ID'));
  if (process.env.NODE_ENV !== 'production') warnAboutOptions('createWawpClient', options, OPTIONS);
  const auth = readAuth(options.auth);
  if (options.dangerouslyAllowBrowser !== true) refuseBrowser();
  const instanceId = String(options.instanceId ?? '').trim();
  const accessToken = String(options.accessToken ?? '').trim();
  const timeoutMs = readTimeout(options.timeoutMs);
  const baseUrl = readBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL);
  const { redact, isIn } = createRedactor(accessToken);
  const policy = {
    allowLoopbackHttp: isLoopbackHttp(baseUrl),
    carriesToken: isIn,
    quote: (words: string) => quote(words, redact),
    // A short token may be part of a person's name.
    redact: (text: string) => (accessToken.length >= 8 ? redact(text) : text),
  };

  const getPicture = pictureEndpoints(readIndividuals(options.individuals), policy);
  let sessionMethod: 'POST' | 'GET' = 'POST';

  const ask = ({ path, params, ...rest }: WawpCall) => {
    if (!instanceId) throw new ChatPictureError('unauthorized', missing('instanceId', 'WAWP_INSTANCE_ID'));
    if (!accessToken) throw new ChatPictureError('unauthorized', missing('accessToken', 'WAWP_ACCESS_TOKEN'));
    const url = endpointUrl(baseUrl, path);
    url.searchParams.set('instance_id', instanceId);
    if (auth === 'query') url.searchParams.set('access_token', accessToken);
    for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (auth === 'header') headers['access-token'] = accessToken;
    // Looked up for each request, so that a later replacement of `fetch` (MSW) takes effect.
    const fetch = options.fetch ?? globalThis.fetch;
    return request({ url, headers, fetch, timeoutMs, redact, ...rest });
  };

  return {
    id: `wawp:${instanceId}${baseUrl.origin === DEFAULT_BASE_URL ? '' : `@${baseUrl.origin}`}`,

    async getChatPicture(text, { refresh = false, signal } = {}) {
      const chatId = parseChatId(text);
      if (isBroadcastChatId(chatId)) return { status: 'none', reason: 'empty' };
      return getPicture(chatId, refresh === true, (path, params) =>
        ask({ path, params, maxBytes: MAX_PICTURE_BYTES, signal }),
      );
    },

    async getChatsOverview({ limit, offset, signal } = {}) {
      const params = { ...count('limit', limit), ...count('offset', offset) };
      const answer = await ask({
        path: '/v2/chats/overview',
        params,
        maxBytes: MAX_OVERVIEW_BYTES,
        maxLength: MAX_OVERVIEW_LENGTH,
        signal,
      });
      return readOverview(answer, policy);
    },

    async getSessionInfo({ signal } = {}) {
      const askWith = (method: 'POST' | 'GET') =>
        ask({ path: '/v2/session/info', method, maxBytes: MAX_SESSION_BYTES, signal });
      const answer = await askWith(sessionMethod);
      // The documentation says POST, Wawp's own MCP server sends GET.
      if (sessionMethod === 'GET' || !isMethodRefused(answer)) return readSessionInfo(answer);
      const info = readSessionInfo(await askWith('GET'));
      sessionMethod = 'GET';
      return info;
    },
  };
}

interface WawpCall {
  path: string;
  method?: 'POST' | 'GET';
  params?: Record<string, string>;
  maxBytes: number;
  maxLength?: number;
  signal: AbortSignal | undefined;
}

/** A 404 that names the instance or the session is about those. */
function isMethodRefused({ status, said }: WawpAnswer): boolean {
  return status === 405 || status === 501 || (status === 404 && !/instance|session/i.test(said));
}

function missing(option: string, variable: string): string {
  return `createWawpClient needs an ${option}, which was not given or is empty. Set ${variable} in the environment of your server and pass it as ${option}.`;
}

function count(name: string, value: number | undefined): Record<string, string> {
  if (value === undefined) return {};
  if (Number.isSafeInteger(value) && value >= 0) return { [name]: String(value) };
  throw new RangeError(`getChatsOverview takes a ${name} that is a whole number of 0 or more, not ${value}.`);
}

/** With another value no request would carry the token. The error does not repeat the value, which may be the token. */
function readAuth(auth: WawpClientOptions['auth'] = 'query') {
  if (auth === 'query' || auth === 'header') return auth;
  throw new TypeError(
    "createWawpClient takes auth as 'query' or 'header', the way in which accessToken is sent, but got another value.",
  );
}

/** A longer `setTimeout` fires at once. */
function readTimeout(timeoutMs = 15_000): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31) return timeoutMs;
  throw new TypeError(
    `createWawpClient: timeoutMs is in milliseconds, more than 0 and less than ${2 ** 31}, but is ${typeof timeoutMs === 'number' ? timeoutMs : 'no number'}.`,
  );
}
