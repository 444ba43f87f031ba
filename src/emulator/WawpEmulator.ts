import type { EmulatorCdn } from './cdn.js';
import type { EmulatorClock } from './clock.js';
import type { EmulatorChat } from './EmulatorChat.js';
import type { EmulatorScenario } from './EmulatorScenario.js';
import type { EmulatorRefreshLimit } from './RefreshLimiter.js';
import type { EmulatorRequest } from './RequestLog.js';
import type { EmulatorSession } from './session.js';

export interface WawpEmulatorOptions {
  /**
   * The conversations. A number makes that many: people and groups from all over the world, the same ones each time,
   * most with a picture, some without. By default some 60, with every {@link EmulatorScenario} among them.
   */
  chats?: number | readonly EmulatorChat[] | undefined;
  /**
   * What time it is, in ms since the epoch. `emulator.clock` moves against it.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /** When given, another instance is answered 404. By default any will do. */
  instanceId?: string | undefined;
  /** When given, another token is answered 401. By default any will do. */
  accessToken?: string | undefined;
  /**
   * Where the picture URLs lead. Over HTTP it is the server's own origin, so that `<img>` finds them.
   * @default 'https://pps.whatsapp.net'
   */
  pictureOrigin?: string | undefined;
  /**
   * How long a picture URL lives. Wawp says 24 to 48 h, about ten days were seen. In ms.
   * @default 172_800_000 (48 h)
   */
  pictureUrlLifeMs?: number | undefined;
  /**
   * How long every answer takes. In ms, of real time.
   * @default 0
   */
  delayMs?: number | undefined;
  /**
   * How long the `slow` scenarios take. In ms, of real time.
   * @default 3000
   */
  slowMs?: number | undefined;
  /** How many refreshes WhatsApp bears before it answers empty. */
  refreshLimit?: EmulatorRefreshLimit | undefined;
  /**
   * How long `session.start()` takes to reach `WORKING`. In ms, on the emulator's clock.
   * @default 5000
   */
  sessionStartMs?: number | undefined;
  /**
   * Wawp's page says an array, and shows an object with the keys `"0"`, `"1"`, …
   * @default 'array'
   */
  overviewShape?: 'array' | 'numeric-keys' | undefined;
  /**
   * Whether the overview has a `picture` for each chat. The engine's has, Wawp's page does not say.
   * @default false
   */
  overviewPictures?: boolean | undefined;
  /**
   * What the 24 h cache goes by. The engine's goes by the id as it was asked for, so that `123@c.us` and
   * `123@s.whatsapp.net` are two entries.
   * @default 'as-requested'
   */
  cacheKey?: 'as-requested' | 'canonical' | undefined;
  /**
   * How a chat behaves that is not among `chats`.
   * @default 'none'
   */
  unknownChats?: EmulatorScenario;
  /**
   * Whether a page of another origin may read the answers. Nothing says that Wawp or the CDN allow it.
   * @default false
   */
  cors?: boolean | undefined;
}

/** A Wawp of your own: an HTTP handler, and the knobs of the world behind it. */
export interface WawpEmulator {
  /**
   * Answers a request to the Wawp API or to the CDN, on whatever host. It takes what `fetch` takes, needs no `this`, and
   * rejects with the signal's reason when the request is aborted.
   */
  fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** The conversations, the latest message first. */
  readonly chats: readonly EmulatorChat[];
  readonly clock: EmulatorClock;
  readonly session: EmulatorSession;
  readonly cdn: EmulatorCdn;
  /** What was asked, in order, without credentials. The last 10,000. */
  readonly requests: readonly EmulatorRequest[];
  /** How often a picture was asked for, of one chat or of all: calls of the API, not of the CDN. */
  requestCount(chatId?: string): number;
  /**
   * Changes how a chat behaves. What a person does on WhatsApp (puts up a picture, hides it) is seen, as in reality, only
   * once the 24 h cache has run out or a refresh went past it; `clearCache` helps.
   */
  setScenario(chatId: string, scenario: EmulatorScenario): void;
  /** The person puts up a new picture, after none too. The cache knows nothing of it, as above. */
  setPicture(chatId: string): void;
  /** Empties the 24 h cache, of one chat or of all. */
  clearCache(chatId?: string): void;
  /** Everything as it was at the start: time, session, cache, scenarios, pictures, limits, CDN and log. */
  reset(): void;
}
