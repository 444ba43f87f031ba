import type { ChatId, ChatPicture, PictureSource } from 'chat-avatar/wawp';
import type { FetchImage } from '../images/download/downloadImage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import type { StoreLimit } from '../store/storage/storeLimits.js';
import type { EnrichProgress } from './EnrichReport.js';

/** A picture source that can also list conversations. `createWawpClient` returns one. */
export interface EnrichSource extends PictureSource {
  getChatsOverview(options?: {
    limit?: number;
    offset?: number;
    signal?: AbortSignal;
  }): Promise<readonly EnrichOverview[]>;
}

/** One conversation of the overview. */
export interface EnrichOverview {
  chatId: ChatId;
  name?: string | undefined;
  picture?: ChatPicture | undefined;
  lastMessage?: { timestamp?: number } | undefined;
}

export interface EnrichOptions {
  /** `createWawpClient({ instanceId, accessToken })`. */
  source: EnrichSource;
  /**
   * The gateway's store: a place such as `./chat-pictures`, `s3://bucket/prefix` or `redis://host` (see `openStore`), or an
   * unstorage Storage. A place is opened for this run and closed after it.
   */
  storage: StorageAdapter | string;
  /**
   * The name under which pictures are stored: the `namespace` of the gateway that shows them.
   * @default the `id` of the source, without the address of the API
   */
  namespace?: string | undefined;
  /**
   * Number of conversations, those with the latest messages first.
   * @default 50
   */
  top?: number | undefined;
  /**
   * Number of chats processed at the same time.
   * @default 2
   */
  concurrency?: number | undefined;
  /**
   * At most `limit` picture requests per `windowMs`, spread evenly. With a store on Redis, all machines share the limit.
   * @default { limit: 20, windowMs: 1000 }
   */
  rateLimit?: { limit: number; windowMs: number } | undefined;
  /**
   * Exponential back-off: the wait after the first failure, in ms. It doubles with each further failure and is never
   * shorter than `Retry-After`.
   * @default 1000
   */
  backOffMs?: number | undefined;
  /**
   * How long Wawp, the hosts of the pictures or the store may fail without one success before the run ends, in ms. Meanwhile,
   * the run pauses and tries again. Counts for the overview of the chats too.
   * @default 900_000 (15 min)
   */
  maxOutageMs?: number | undefined;
  /**
   * Hosts from which pictures may be downloaded.
   * @default ['pps.whatsapp.net', '*.cdn.whatsapp.net']
   */
  imageHosts?: readonly string[] | undefined;
  /**
   * Downloads pictures in place of the enricher's own HTTP client: `emulator.fetch`, in tests. Hosts, redirects, sizes, times and
   * bytes are still checked; the addresses of connections are not.
   */
  fetchImage?: FetchImage | undefined;
  /** Allows downloads from private and loopback addresses, and over `http:`, for tests and the emulator. */
  dangerouslyAllowPrivateAddresses?: boolean | undefined;
  /**
   * Size limit of one picture, in bytes.
   * @default 5_000_000
   */
  maxImageBytes?: number | undefined;
  /** Only lists the chats that a run would ask for: requests nothing but the overview and writes nothing. */
  dryRun?: boolean | undefined;
  /** Ends the run: the promise rejects with the signal's reason. Pictures that are already stored stay. */
  signal?: AbortSignal | undefined;
  /**
   * Called at the start, after each chat, and when a pause begins. It is not awaited. Errors, thrown or rejected, are ignored; the
   * first is reported as a process warning.
   */
  onProgress?: ((progress: EnrichProgress) => void) | undefined;
  /**
   * Called once for each limit of a store that works, as the gateway's event `store-limited`: `evicts`, a Redis that drops keys when its
   * memory is full; `no-shared-leases`, a bucket on a server that ignores conditional writes, or a store that refuses this user its leases.
   */
  onStoreLimited?: ((limit: StoreLimit) => void) | undefined;
  /**
   * The current time, in ms since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
}
