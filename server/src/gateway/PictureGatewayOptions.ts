import type { PictureSource } from 'chat-avatar/wawp';
import type { FetchImage } from '../images/download.js';
import type { StorageAdapter } from '../store/StorageAdapter.js';
import type { PictureGatewayEvent } from './PictureGatewayEvent.js';

export interface PictureGatewayOptions {
  /** Where the gateway gets pictures: `createWawpClient({ instanceId, accessToken })`. */
  source: PictureSource;
  /**
   * Whether this request may see the pictures. Only `true` lets it in; anything else, and anything thrown, is a 403.
   * Required, so that nobody forgets it. The request is the one that `fetch` was given; leave its body unread.
   */
  authorize: (request: Request) => boolean | Promise<boolean>;
  /**
   * Where the gateway is mounted, as in `/api/chat-pictures`.
   * @default '/'
   */
  basePath?: string | undefined;
  /**
   * Origins, besides the gateway's own, whose pages may ask, with cookies: `https://dashboard.example.com`.
   * @default []
   */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * How long a chat is not refreshed again, in ms.
   * @default 60_000
   */
  refreshCooldownMs?: number | undefined;
  /**
   * How long the source may take for one chat, its wait for a turn included, and how long `authorize` may. In ms.
   * @default 20_000
   */
  timeoutMs?: number | undefined;
  /**
   * Where pictures are stored: a place such as `./chat-pictures`, `s3://bucket/prefix` or `redis://host` (see `openStore`), or
   * any unstorage Storage. A place is opened by the first request and stays open. Gateways that share a storage ask for each
   * chat once a day between them, and stored pictures are served while Wawp, the CDN or the session is down.
   * @default in memory, gone with the process
   */
  storage?: StorageAdapter | string | undefined;
  /**
   * Hosts that pictures may be fetched from: `cdn.example.com`, `*.example.com`, `cdn.example.com:8443`.
   * @default ['pps.whatsapp.net', '*.cdn.whatsapp.net']
   */
  imageHosts?: readonly string[] | undefined;
  /**
   * Downloads pictures in place of the gateway's own HTTP client: `emulator.fetch`, in tests. Hosts, redirects, sizes, times and
   * bytes are checked all the same; the addresses of connections are not.
   */
  fetchImage?: FetchImage | undefined;
  /**
   * Fetches pictures from private addresses and loopback too, and over `http:`. For tests and the emulator: anywhere else
   * it lets a URL reach into your network.
   * @default false
   */
  dangerouslyAllowPrivateAddresses?: boolean | undefined;
  /**
   * Signs the URLs of images; replicas have to share it.
   * @default made once, and kept in the storage
   */
  signingSecret?: string | undefined;
  /**
   * How often the source may be asked: `points` requests in `durationMs`, counted over all gateways on one Redis. What
   * exceeds it waits briefly, then gets what is stored, or a `rate-limited` error.
   * @default { points: 600, durationMs: 60_000 }
   */
  upstreamBudget?: { points: number; durationMs: number } | undefined;
  /**
   * How large a picture may be, in bytes.
   * @default 5_000_000
   */
  maxImageBytes?: number | undefined;
  /**
   * The time in ms since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /** Hears what happens inside, for logs and metrics. */
  onEvent?: ((event: PictureGatewayEvent) => void) | undefined;
}

export interface PictureGateway {
  /** Answers a web `Request`. It never rejects. */
  fetch(request: Request): Promise<Response>;
}
