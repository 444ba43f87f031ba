import type { EmulatorRequest } from './api/RequestLog.js';
import type { EmulatorCdn } from './cdn/createCdn.js';
import type { EmulatorDraw } from './cdn/EmulatorPicture.js';
import type { EmulatorClock } from './engine/clock.js';
import type { EmulatorRateLimit } from './engine/RefreshLimiter.js';
import type { EmulatorSession } from './engine/session.js';
import type { EmulatorChat } from './scenarios/EmulatorChat.js';
import type { EmulatorScenario } from './scenarios/EmulatorScenario.js';

export interface WawpEmulatorOptions {
  /**
   * The conversations. A number creates as many: people and groups, the same on every machine, most with a picture. By default
   * about 70, with one for every {@link EmulatorScenario}.
   */
  chats?: number | readonly EmulatorChat[] | undefined;
  /**
   * Draws the pictures.
   * @default a plain shape on a gradient, which depends on the chat id
   */
  draw?: EmulatorDraw | undefined;
  /**
   * The current time, in ms since the epoch. `emulator.clock` can shift it.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /** Other instance ids are answered with 404. By default any instance id is accepted. */
  instanceId?: string | undefined;
  /** Other tokens are answered with 401. By default any token is accepted. */
  accessToken?: string | undefined;
  /**
   * The origin of the picture URLs, for a server behind a proxy that changes the host.
   * @default the origin of the request, or `https://pps.whatsapp.net` for a request to `api.wawp.net`
   */
  pictureOrigin?: string | undefined;
  /**
   * How long a picture URL lives, in ms. Wawp documents 24 to 48 h; about ten days have been observed.
   * @default 172_800_000 (48 h)
   */
  pictureUrlLifeMs?: number | undefined;
  /**
   * The delay of every answer, in ms of real time.
   * @default 0
   */
  delayMs?: number | undefined;
  /**
   * The delay of the `slow` scenarios, in ms of real time.
   * @default 3000
   */
  slowMs?: number | undefined;
  /**
   * How many refreshes WhatsApp answers, of all chats together; further ones are answered empty.
   * @default { limit: 30, windowMs: 60_000 }
   */
  rateLimit?: EmulatorRateLimit | undefined;
  /**
   * How many refreshes of one chat WhatsApp answers; further ones are answered empty.
   * @default { limit: 5, windowMs: 60_000 }
   */
  chatRateLimit?: EmulatorRateLimit | undefined;
  /**
   * How long `session.start()` takes to reach `WORKING`, in ms on the emulator's clock.
   * @default 5000
   */
  sessionStartMs?: number | undefined;
  /**
   * The shape of the overview. Wawp's page names an array, and shows an object with the keys `"0"`, `"1"`, …
   * @default 'array'
   */
  overviewShape?: 'array' | 'numeric-keys' | undefined;
  /**
   * Whether the overview has a `picture` for each chat. The engine's has one; Wawp's page does not mention it.
   * @default false
   */
  overviewPictures?: boolean | undefined;
  /**
   * The endpoint that has the pictures of individuals. `chats`: both endpoints. `contacts`: `/v2/contacts/profile-picture` alone;
   * `/v2/chats/picture` answers them without a URL, as its documented example.
   * @default 'chats'
   */
  individuals?: 'chats' | 'contacts' | undefined;
  /**
   * The methods that `/v2/session/info` accepts. Wawp's page says POST, Wawp's own MCP server sends GET.
   * @default 'either'
   */
  sessionInfoMethod?: 'either' | 'GET' | 'POST' | undefined;
  /**
   * The key of the 24 h cache. The engine uses the id as requested, so that `123@c.us` and `123@s.whatsapp.net` are two
   * entries.
   * @default 'as-requested'
   */
  cacheKey?: 'as-requested' | 'canonical' | undefined;
  /**
   * The scenario of a chat that is not among `chats`.
   * @default 'none'
   */
  unknownChats?: EmulatorScenario;
  /**
   * Whether pages of other origins may read the answers (CORS). Neither Wawp nor the CDN documents that they may.
   * @default false
   */
  cors?: boolean | undefined;
}

/** A local Wawp: an HTTP handler, and controls for the state behind it. */
export interface WawpEmulator {
  /**
   * Answers a request to the Wawp API or to the CDN, for any host. It has the signature of `fetch`, needs no `this`, and rejects
   * with the signal's reason when the request is aborted.
   */
  fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** The conversations, the latest message first. */
  readonly chats: readonly EmulatorChat[];
  readonly clock: EmulatorClock;
  readonly session: EmulatorSession;
  readonly cdn: EmulatorCdn;
  /** The last 10,000 requests, in order, without credentials. */
  readonly requests: readonly EmulatorRequest[];
  /** The number of API requests for a picture, of one chat or of all. Requests to the CDN do not count. */
  requestCount(chatId?: string): number;
  /**
   * Changes the scenario of a chat. As on WhatsApp, a picture that appears or is hidden becomes visible only when the 24 h cache
   * has expired, with a refresh, or after `clearCache`.
   */
  setScenario(chatId: string, scenario: EmulatorScenario): void;
  /** Gives the chat a new picture, also when it had none. The cache delays it, as above. */
  setPicture(chatId: string): void;
  /** Empties the 24 h cache, of one chat or of all. */
  clearCache(chatId?: string): void;
  /** Restores the initial state: time, session, cache, scenarios, pictures, limits, CDN and log. */
  reset(): void;
}
