import type { ChatPicture } from '../chat/ChatPicture.js';
import type { GetChatPictureOptions, PictureSource } from '../chat/PictureSource.js';
import type { ChatOverview } from './answers/readOverview.js';
import type { SessionInfo } from './answers/readSessionInfo.js';
import type { Individuals } from './pictureEndpoints.js';

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
  /**
   * The endpoint for the picture of a person (`@c.us`, `@lid`). Groups and channels always use `chats`.
   *
   * - `chats`: `GET /v2/chats/picture`.
   * - `contacts`: `GET /v2/contacts/profile-picture`, which Wawp recommends for individuals.
   * - `auto`: `chats` first. Its documented example has no URL: a person for whom the answer has no URL field is asked of `contacts`
   *   too, and the endpoint that works is used from then on, as long as the process runs.
   * @default 'auto'
   */
  individuals?: Individuals | undefined;
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

export interface GetSessionInfoOptions {
  signal?: AbortSignal | undefined;
}

/** The part of the Wawp HTTP API that pictures need. */
export interface WawpClient extends PictureSource {
  /**
   * The picture of a chat (`GET /v2/chats/picture`, or `GET /v2/contacts/profile-picture`: see `individuals`). `@broadcast` needs no
   * request.
   *
   * @throws {ChatPictureError} by the table in the README; the signal's reason when aborted.
   */
  getChatPicture(chatId: string, options?: GetChatPictureOptions): Promise<ChatPicture>;
  /** The conversations in Wawp's order, the latest first (`GET /v2/chats/overview`), without broadcasts. */
  getChatsOverview(options?: GetChatsOverviewOptions): Promise<ChatOverview[]>;
  /**
   * The state of the WhatsApp session (`POST /v2/session/info`, or `GET` where that is refused). Pictures need a session that is
   * `WORKING`; any other state is an answer here, not an error.
   *
   * @throws {ChatPictureError} `unauthorized`; `session-not-ready` for an unknown instance; `invalid-response` for an answer without
   * a known state; the other codes as for a picture.
   */
  getSessionInfo(options?: GetSessionInfoOptions): Promise<SessionInfo>;
}
