import type { PictureSource } from 'chat-avatar/wawp';
import type { FetchImage } from '../images/download/downloadImage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import type { PictureGatewayEvent } from './PictureGatewayEvent.js';

export interface PictureGatewayOptions {
  /**
   * The source of the pictures: `createWawpClient({ instanceId, accessToken })`, or any object with an `id` and
   * `getChatPicture(chatId)`. Sources with the same `id` share one rate limit on a Redis.
   */
  source: PictureSource;
  /**
   * Decides whether a request may see the pictures. Only `true` allows it. Any other value or an error is a 403. Required, so that
   * no gateway is open by mistake. The request is the one that was passed to `fetch`. Do not read its body.
   */
  authorize: (request: Request) => boolean | Promise<boolean>;
  /**
   * The path that the gateway is mounted at, as in `/api/chat-pictures`.
   * @default '/'
   */
  basePath?: string | undefined;
  /**
   * Further origins that may call the gateway from their pages, with cookies: `https://dashboard.example.com`.
   * @default []
   */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * The shortest time between two refreshes of a chat, in ms.
   * @default 60_000
   */
  refreshCooldownMs?: number | undefined;
  /**
   * Time limit for the source to answer about one chat, its time in the queue included, and for `authorize`. In ms.
   * @default 20_000
   */
  timeoutMs?: number | undefined;
  /**
   * Stores the pictures: a location such as `./chat-pictures`, `s3://bucket/prefix` or `redis://host` (see `openStore`), or any
   * unstorage Storage. A location is opened by the first request and stays open. Gateways that share a storage make one
   * upstream request per chat a day together, and serve stored pictures while Wawp, the CDN or the session is down.
   * @default in the memory of the process
   */
  storage?: StorageAdapter | string | undefined;
  /**
   * The name under which pictures are stored. Gateways and enrichers with the same storage and name share their pictures; those with
   * another name never see them, because each WhatsApp account may see other pictures.
   * @default the `id` of the source, without the address of the API
   */
  namespace?: string | undefined;
  /**
   * Erases every chat that was not seen for this many days. Pictures that no chat shows are erased within a day without it.
   * @default never
   */
  keepDays?: number | undefined;
  /**
   * Hosts that pictures may be downloaded from: `cdn.example.com`, `*.example.com`, `cdn.example.com:8443`.
   * @default ['pps.whatsapp.net', '*.cdn.whatsapp.net']
   */
  imageHosts?: readonly string[] | undefined;
  /**
   * Downloads pictures instead of the gateway's own HTTP client: `emulator.fetch`, in tests. Hosts, redirects, sizes, times and
   * bytes are still checked, but the addresses of connections are not.
   */
  fetchImage?: FetchImage | undefined;
  /**
   * Allows downloads from private and loopback addresses, and over `http:`. For tests and the emulator only: in production it
   * opens your network to server-side request forgery.
   * @default false
   */
  dangerouslyAllowPrivateAddresses?: boolean | undefined;
  /**
   * The secret that signs the URLs of images: at least 16 random characters. Replicas have to share it.
   * @default a random secret, created once and kept in the storage
   */
  signingSecret?: string | undefined;
  /**
   * Rate limit for requests to the source: `limit` requests per `windowMs` (at least 1,000), counted over all gateways on one
   * Redis. A request above it waits up to 2 s, then gets the stored picture or a `rate-limited` error.
   * @default { limit: 600, windowMs: 60_000 }
   */
  rateLimit?: { limit: number; windowMs: number } | undefined;
  /**
   * The id of the user who sends a request. Limits what one user can spend of `rateLimit`: a quarter of it, and a twentieth for
   * refreshes. Without it, all users share one limit. Refreshes have a quarter of the limit in both cases.
   */
  callerId?: ((request: Request) => string | Promise<string>) | undefined;
  /**
   * The largest picture that is downloaded, in bytes.
   * @default 5_000_000
   */
  maxImageBytes?: number | undefined;
  /**
   * Returns the current time in ms since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /**
   * Called with each event inside the gateway, for logs and metrics. Its first error is written to the console. Without it, the
   * first fault of each kind is: of `authorize`, `callerId` and the store, a refused access token, image host or origin.
   */
  onEvent?: ((event: PictureGatewayEvent) => void) | undefined;
}

export interface PictureGateway {
  /** Answers a web `Request`. Never rejects. */
  fetch(request: Request): Promise<Response>;
}
