import type { ChatId, ChatPicture, PictureSource } from 'chat-avatar/wawp';
import type { FetchImage } from '../images/download.js';
import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../images/hosts.js';
import { isStorage } from '../store/borrowStorage.js';
import type { StorageAdapter } from '../store/StorageAdapter.js';
import type { EnrichProgress } from './EnrichReport.js';

/** What is needed of Wawp: `createWawpClient` has it, and so may anything else. */
export interface EnrichClient extends PictureSource {
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
  client: EnrichClient;
  /**
   * Where the gateway looks for pictures: a place such as `./chat-pictures`, `s3://bucket/prefix` or `redis://host` (see
   * `openStore`), or an unstorage Storage. A place is opened for this run and closed after it.
   */
  storage: StorageAdapter | string;
  /**
   * How many conversations, the latest message first.
   * @default 50
   */
  top?: number | undefined;
  /**
   * How many chats are worked on at once.
   * @default 2
   */
  concurrency?: number | undefined;
  /**
   * How many pictures Wawp is asked for in a second, at most. With a store on Redis, all machines share it.
   * @default 20
   */
  perSecond?: number | undefined;
  /**
   * How long to wait after the first failure, in ms; twice as long after each further one, and never shorter than `Retry-After`.
   * @default 1000
   */
  backOffMs?: number | undefined;
  /**
   * Hosts that pictures may come from.
   * @default ['pps.whatsapp.net', '*.cdn.whatsapp.net']
   */
  imageHosts?: readonly string[] | undefined;
  /**
   * Downloads pictures in place of the enricher's own HTTP client: `emulator.fetch`, in tests. Hosts, redirects, sizes, times and
   * bytes are checked all the same; the addresses of connections are not.
   */
  fetchImage?: FetchImage | undefined;
  /** Lets tests and the emulator serve pictures from loopback, and over `http:`. */
  dangerouslyAllowPrivateAddresses?: boolean | undefined;
  /**
   * At most this many bytes of a picture are read.
   * @default 5_000_000
   */
  maxImageBytes?: number | undefined;
  /** Only finds out what there is to do: nothing is asked but the overview, nothing is written. */
  dryRun?: boolean | undefined;
  /** Ends the run: the promise rejects with the signal's reason. What was stored stays. */
  signal?: AbortSignal | undefined;
  /** Told at the start and after each chat. */
  onProgress?: ((progress: EnrichProgress) => void) | undefined;
  /**
   * The time in ms since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

/** The options with their defaults, and the storage opened. */
export interface EnrichSettings extends ReadEnrichOptions {
  storage: StorageAdapter;
}

type Optional = 'signal' | 'onProgress' | 'maxImageBytes' | 'fetchImage';

type ReadEnrichOptions = Required<Omit<EnrichOptions, Optional>> & Pick<EnrichOptions, Optional>;

/** @throws {TypeError} when an option is missing or makes no sense. */
export function readOptions(options: EnrichOptions): ReadEnrichOptions {
  const { client, storage, imageHosts = DEFAULT_IMAGE_HOSTS } = options ?? {};
  if (typeof client?.getChatPicture !== 'function' || typeof client.getChatsOverview !== 'function') {
    throw new TypeError('enrichContacts needs a client: createWawpClient({ instanceId, accessToken }).');
  }
  if (!isStorage(storage)) {
    throw new TypeError(
      'enrichContacts needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  compileImageHosts(imageHosts);
  return {
    client,
    storage,
    imageHosts,
    top: whole('top', options.top, 50),
    concurrency: whole('concurrency', options.concurrency, 2),
    perSecond: positive('perSecond', options.perSecond, 20),
    backOffMs: positive('backOffMs', options.backOffMs, 1000),
    dangerouslyAllowPrivateAddresses: options.dangerouslyAllowPrivateAddresses === true,
    maxImageBytes: options.maxImageBytes,
    fetchImage: options.fetchImage,
    dryRun: options.dryRun === true,
    signal: options.signal,
    onProgress: options.onProgress,
    now: options.now ?? Date.now,
  };
}

function whole(name: string, value: number | undefined, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new TypeError(`enrichContacts: ${name} is a whole number of 1 or more, but is ${value}.`);
}

function positive(name: string, value: number | undefined, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (Number.isFinite(value) && value > 0) return value;
  throw new TypeError(`enrichContacts: ${name} is a number above 0, but is ${value}.`);
}
