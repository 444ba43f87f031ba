import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError } from '../chat/ChatPictureError.js';
import { isBroadcastChatId } from '../chat/chatId.js';
import type { GetChatPictureOptions, PictureSource } from '../chat/PictureSource.js';
import { isLoopbackHttp, MAX_INLINE_LENGTH } from './answers/pictureUrl.js';
import { type ChatOverview, readOverview } from './answers/readOverview.js';
import { readPicture } from './answers/readPicture.js';
import { endpointUrl, readBaseUrl } from './baseUrl.js';
import { parseChatId } from './parseChatId.js';
import { refuseBrowser } from './refuseBrowser.js';
import { request } from './request.js';
import { createRedactor } from './secrecy/redact.js';

export interface WawpClientOptions {
  /** From Wawp's dashboard. */
  instanceId: string | undefined;
  /** From Wawp's dashboard. A secret: it allows sending messages in your name. */
  accessToken: string | undefined;
  /** @default 'https://api.wawp.net' */
  baseUrl?: string | undefined;
  /**
   * How the token is sent. `query` is documented on Wawp's pages; `header` (`access-token`, the OpenAPI file's scheme)
   * keeps it out of access logs on the way.
   * @default 'query'
   */
  auth?: 'query' | 'header' | undefined;
  /** @default globalThis.fetch */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * The time-out of one request, body included, in ms.
   * @default 15_000
   */
  timeoutMs?: number | undefined;
  /** Only for stories and tests: in a browser, the user of the page can read the token. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

export interface GetChatsOverviewOptions {
  /** The number of chats. Sent only when given: Wawp's v2 pages do not document it, the engine accepts it. */
  limit?: number | undefined;
  offset?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** The part of the Wawp HTTP API that pictures need. */
export interface WawpClient extends PictureSource {
  /**
   * The picture of a chat (`GET /v2/chats/picture`). `@broadcast` needs no request.
   *
   * @throws {ChatPictureError} by the table in the README; the signal's reason when aborted.
   */
  getChatPicture(chatId: string, options?: GetChatPictureOptions): Promise<ChatPicture>;
  /** The conversations in Wawp's order, the latest first (`GET /v2/chats/overview`), without broadcasts. */
  getChatsOverview(options?: GetChatsOverviewOptions): Promise<ChatOverview[]>;
}

const DEFAULT_BASE_URL = 'https://api.wawp.net';
/** The longest inline picture, and the fields around it. */
const MAX_PICTURE_BYTES = MAX_INLINE_LENGTH + 64 * 1024;
const MAX_OVERVIEW_BYTES = 32_000_000;

/**
 * Creates a client of the Wawp API, for servers. The access token is in no field of the client and in no error.
 *
 * A missing credential makes the requests reject with `unauthorized`, not the creation: frameworks also load a server's
 * modules during the build, without secrets.
 *
 * @throws {TypeError} when `baseUrl` is not an address, `timeoutMs` is not a time, or the client is made in a browser.
 */
export function createWawpClient(options: WawpClientOptions): WawpClient {
  if (!options) throw new TypeError(missing('instanceId', 'WAWP_INSTANCE_ID'));
  const { auth = 'query', dangerouslyAllowBrowser = false } = options;
  if (!dangerouslyAllowBrowser) refuseBrowser();
  const instanceId = String(options.instanceId ?? '').trim();
  const accessToken = String(options.accessToken ?? '').trim();
  const timeoutMs = readTimeout(options.timeoutMs);
  const baseUrl = readBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL);
  const { redact, isIn } = createRedactor(accessToken);
  const policy = {
    allowLoopbackHttp: isLoopbackHttp(baseUrl),
    carriesToken: isIn,
    // A short token may be part of a person's name.
    redact: (text: string) => (accessToken.length >= 8 ? redact(text) : text),
  };

  const get = (path: string, params: Record<string, string>, maxBytes: number, signal?: AbortSignal) => {
    if (!instanceId) throw new ChatPictureError('unauthorized', missing('instanceId', 'WAWP_INSTANCE_ID'));
    if (!accessToken) throw new ChatPictureError('unauthorized', missing('accessToken', 'WAWP_ACCESS_TOKEN'));
    const url = endpointUrl(baseUrl, path);
    url.searchParams.set('instance_id', instanceId);
    if (auth === 'query') url.searchParams.set('access_token', accessToken);
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (auth === 'header') headers['access-token'] = accessToken;
    // Looked up for each request, so that a later replacement of `fetch` (MSW) takes effect.
    const fetch = options.fetch ?? globalThis.fetch;
    return request({ url, headers, fetch, timeoutMs, maxBytes, signal, redact });
  };

  return {
    id: `wawp:${instanceId}${baseUrl.origin === DEFAULT_BASE_URL ? '' : `@${baseUrl.origin}`}`,

    async getChatPicture(text, { refresh = false, signal } = {}) {
      const chatId = parseChatId(text);
      if (isBroadcastChatId(chatId)) return { status: 'none', reason: 'empty' };
      const params = { chatId, ...(refresh === true && { refresh: 'true' }) };
      const answer = await get('/v2/chats/picture', params, MAX_PICTURE_BYTES, signal);
      return readPicture(answer, policy);
    },

    async getChatsOverview({ limit, offset, signal } = {}) {
      const params = { ...count('limit', limit), ...count('offset', offset) };
      const answer = await get('/v2/chats/overview', params, MAX_OVERVIEW_BYTES, signal);
      return readOverview(answer, policy);
    },
  };
}

function missing(option: string, variable: string): string {
  return `createWawpClient needs an ${option}, which was not given or is empty. Set ${variable} in the environment of your server and pass it as ${option}.`;
}

function count(name: string, value: number | undefined): Record<string, string> {
  if (value === undefined) return {};
  if (Number.isSafeInteger(value) && value >= 0) return { [name]: String(value) };
  throw new RangeError(`getChatsOverview takes a ${name} that is a whole number of 0 or more, not ${value}.`);
}

/** A longer `setTimeout` fires at once. */
function readTimeout(timeoutMs = 15_000): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31) return timeoutMs;
  throw new TypeError(
    `createWawpClient: timeoutMs is in milliseconds, more than 0 and less than ${2 ** 31}, but is ${timeoutMs}.`,
  );
}
