import { type ChatId, type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import type { DownloadedImage } from '../../images/download/downloadImage.js';
import { ImageError } from '../../images/ImageError.js';
import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { untilAborted } from '../../lib/async/untilAborted.js';
import { withTimeout } from '../../lib/async/withTimeout.js';
import { isBroadcastChatId } from '../../lib/chatIds.js';
import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { isFresh } from '../../store/freshUntil.js';
import type { Lease } from '../../store/lease/Lease.js';
import { loadPicture, type StoreAnswerOptions, storeAnswer } from '../../store/loadPicture.js';
import { nextRecord } from '../../store/nextRecord.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { ResilientPictureStore } from '../store/ResilientPictureStore.js';
import { NegativeCache } from '../upstream/NegativeCache.js';
import { CallerLimitError, type SourceRequest } from '../upstream/SourceBudget.js';
import type { SharedFailures } from '../upstream/sharedFailures.js';
import { Upstream, type UpstreamOptions, UpstreamQueueFullError } from '../upstream/Upstream.js';
import type { KnownPicture } from './KnownPicture.js';
import { type PictureDownloads, toPictureError } from './PictureDownloads.js';
import { RefreshCooldown } from './RefreshCooldown.js';
import { showsPinnedFace } from './toWirePicture.js';

export interface ChatPicturesOptions extends UpstreamOptions {
  store: ResilientPictureStore;
  downloads: PictureDownloads;
  lease: Lease;
  /** Failures of other replicas. `undefined`: the storage does not share them. */
  failures: SharedFailures | undefined;
  /** Called with each picture that was downloaded, before it is stored. */
  onDownload: (image: DownloadedImage) => void;
  refreshCooldownMs: number;
  namespace: string;
  /** In ms since the epoch. */
  now: () => number;
}

/** The result of one read of many chats. A chat that is missing was not read. */
export type StoredRecords = ReadonlyMap<ChatId, PictureRecord | undefined>;

export interface GetOptions {
  signal: AbortSignal;
  caller?: string | undefined;
  /** Just read from the store, so that the chat is not read again. */
  records?: StoredRecords;
}

/** Stale-while-revalidate: how long to wait for the source before the stale record is served, in ms. */
const STALE_AFTER_MS = 3_000;

/** Lower bound for the wait on store and lock when `timeoutMs` is small, in ms. */
const MIN_LOCK_WAIT_MS = 1_000;

class LockTimeoutError extends ChatPictureError {
  constructor() {
    super('timeout', 'Another gateway requested this picture, but has not stored it in time.');
  }
}

/** Time to download and store a picture after the source has answered with its URL, in ms. */
const DELIVERY_MS = 20_000;

const MAX_UNSTORED_BYTES = 32 * 1024 * 1024;

/** For all gateways of the process. */
const unstoredBound = new ProcessBound(MAX_UNSTORED_BYTES);

/** Rough size of an entry without its URL, in bytes. */
const ENTRY_BYTES = 400;

const HOUR = 60 * 60 * 1000;

/**
 * Read-through cache of the source. A chat is requested once a day by all gateways on one store together: single flight in
 * this process, a lease between processes. While the source fails, the stored record is served (stale-if-error). Refreshes
 * have a single flight of their own, because an ordinary call must not get the answer of a refresh, or the reverse.
 */
export class ChatPictures {
  readonly #options: ChatPicturesOptions;
  readonly #upstream: Upstream;
  readonly #cooldown: RefreshCooldown;
  readonly #ordinary = new SingleFlight<KnownPicture>();
  readonly #loading = new SingleFlight<PictureRecord>();
  readonly #refreshing = new SingleFlight<KnownPicture>();
  /** Bounded by bytes, because a `data:` URL is a whole picture. */
  readonly #unstored = unstoredBound.createCache<ChatId, ChatPicture>({
    maxSize: MAX_UNSTORED_BYTES,
    sizeCalculation: (answer) => ENTRY_BYTES + (answer.status === 'available' ? answer.url.length : 0),
    ttl: HOUR,
  });
  readonly #failures: NegativeCache;

  constructor(options: ChatPicturesOptions) {
    this.#options = options;
    this.#upstream = new Upstream(options);
    this.#failures = new NegativeCache(options.clock, options.failures);
    this.#cooldown = new RefreshCooldown(options);
  }

  /** The stored records of these chats, for `knownIn` and `get`. Never rejects. */
  read(chatIds: readonly ChatId[]): Promise<StoredRecords> {
    return this.#options.store.getMany(chatIds);
  }

  /** The picture of a chat, if its record is fresh. Otherwise call `get`. */
  knownIn(records: StoredRecords, chatId: ChatId): KnownPicture | undefined {
    const record = records.get(chatId);
    return record && this.#isFresh(record) && !isBroadcastChatId(chatId) ? { record } : undefined;
  }

  /**
   * Reads the picture from the store, or requests it from the source. A request that was sent goes on when its callers leave, and
   * its answer is stored, so that reloading a page does not repeat it.
   *
   * @throws {ChatPictureError}, or the signal's reason.
   */
  async get(chatId: ChatId, { signal, caller, records }: GetOptions): Promise<KnownPicture> {
    if (isBroadcastChatId(chatId)) return this.#noPicture();
    return this.#ordinary.run(
      chatId,
      (own) => this.#loadOrServeStale({ chatId, refresh: false, caller }, own, records),
      signal,
    );
  }

  /** The stored record of any age. Sends nothing upstream. */
  async peek(chatId: ChatId): Promise<KnownPicture | undefined> {
    const record = await this.#options.store.get(chatId);
    return record && (this.#isFresh(record) ? { record } : { record, stale: true });
  }

  /**
   * Asks WhatsApp itself. A caller cannot abort it, because a request that WhatsApp has received cannot be taken back.
   *
   * @throws {ChatPictureError} `rate-limited` within the cool-down of this chat, when nothing is sent.
   */
  async refresh(chatId: ChatId, caller?: string): Promise<KnownPicture> {
    if (isBroadcastChatId(chatId)) return this.#noPicture();
    if (!this.#refreshing.has(chatId)) {
      this.#upstream.throwIfPaused();
      this.#failures.throwIfLimited(chatId);
      this.#cooldown.throwIfCooling(chatId);
    }
    return this.#refreshing.run(chatId, (signal) => this.#refresh({ chatId, refresh: true, caller }, signal));
  }

  async #loadOrServeStale(
    request: SourceRequest,
    signal: AbortSignal,
    records: StoredRecords | undefined,
  ): Promise<KnownPicture> {
    const { chatId } = request;
    const { store, timeoutMs, emit } = this.#options;
    const held = records?.has(chatId) ? records.get(chatId) : await store.get(chatId);
    signal.throwIfAborted();
    if (held && this.#isFresh(held)) return { record: held };
    const failure = this.#failures.get(chatId);
    if (failure && held) return { record: held, stale: true };
    if (failure) throw failure;

    const loading = untilAborted(
      this.#loading.run(chatId, (own) => this.#load(request, own)),
      signal,
    );
    try {
      return { record: await withTimeout({ timeoutMs: held && STALE_AFTER_MS }, () => loading) };
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (!held || signal.aborted) throw error;
      // While the source hangs, only the first callers wait for STALE_AFTER_MS. Loading goes on for the next caller.
      if (this.#loading.has(chatId)) this.#failures.remember(chatId, error, timeoutMs);
      emit({ type: 'served-stale', chatId, error });
      return { record: held, stale: true };
    }
  }

  /** One of the gateways on the store asks the source, under a lease. The others read the record that it stores. */
  async #load(request: SourceRequest, signal: AbortSignal): Promise<PictureRecord> {
    const { chatId } = request;
    const { lease, timeoutMs } = this.#options;
    const startedAt = performance.now();
    try {
      const loaded = await loadPicture({
        ...this.#storing(chatId, signal),
        lease,
        leaseMs: timeoutMs + DELIVERY_MS,
        waitMs: timeoutMs + DELIVERY_MS,
        signal,
        ask: async ({ hasWaited }) => {
          // Another gateway held the lease until now and stored nothing. A second attempt would exceed the time limit.
          if (hasWaited && performance.now() - startedAt > Math.max(timeoutMs / 2, MIN_LOCK_WAIT_MS))
            throw new LockTimeoutError();
          return this.#ask(request, signal);
        },
      });
      if (loaded === undefined) throw new LockTimeoutError();
      this.#failures.forget(chatId);
      return loaded.record;
    } catch (thrown) {
      // The same image would fail again. A download that may succeed is tried with the next request.
      const isLasting = thrown instanceof ImageError && !thrown.retryable && !thrown.isDead;
      if (isLasting) this.#failures.remember(chatId, toPictureError(thrown));
      throw signal.aborted ? thrown : toError(thrown);
    }
  }

  /** Asks the source, and remembers its failure. The limits of this gateway are no failures of the chat. */
  async #ask(request: SourceRequest, signal: AbortSignal): Promise<ChatPicture> {
    await this.#failures.throwIfShared(request.chatId);
    try {
      const answer = await this.#upstream.ask(request, signal);
      // At once: callers that come during the download join it.
      this.#failures.lift(request.chatId);
      return answer;
    } catch (thrown) {
      const isOurs = thrown instanceof UpstreamQueueFullError || thrown instanceof CallerLimitError;
      if (!signal.aborted && !isOurs) this.#failures.remember(request.chatId, toChatPictureError(thrown));
      throw thrown;
    }
  }

  async #refresh(request: SourceRequest, signal: AbortSignal): Promise<KnownPicture> {
    const { chatId } = request;
    await this.#cooldown.begin(chatId);
    let retryAfterMs = 0;
    try {
      const answer = await this.#upstream.ask(request, signal);
      const held = await this.#options.store.get(chatId);
      // WhatsApp also answers empty when it is rate-limiting. The next ordinary answer may clear the picture.
      if (held?.blocked) return { record: held };
      if (answer.status !== 'available' && held?.status === 'available') return { record: held, kept: true };
      const { record } = await storeAnswer(this.#storing(chatId, signal), held, answer);
      this.#failures.forget(chatId);
      return showsPinnedFace(record) ? { record, kept: true } : { record };
    } catch (thrown) {
      const error = toError(thrown);
      retryAfterMs = error.retryAfterMs ?? 0;
      throw error;
    } finally {
      // After a failure too: the request may have reached WhatsApp.
      this.#cooldown.end(chatId, retryAfterMs);
    }
  }

  /** How this gateway downloads and stores the answers about a chat. */
  #storing(chatId: ChatId, signal: AbortSignal): StoreAnswerOptions {
    const { store, now } = this.#options;
    const download = (url: string) => this.#download(chatId, url, signal);
    return { store, chatId, unstored: this.#unstored, download, now };
  }

  async #download(chatId: ChatId, url: string, signal: AbortSignal): Promise<DownloadedImage> {
    const { downloads, emit, onDownload } = this.#options;
    const startedAt = performance.now();
    const durationMs = () => performance.now() - startedAt;
    try {
      const image = await downloads.get(url, signal);
      onDownload(image);
      emit({ type: 'picture-fetched', chatId, durationMs: durationMs(), bytes: image.bytes.byteLength });
      return image;
    } catch (thrown) {
      if (thrown instanceof ImageError) {
        emit({ type: 'picture-failed', chatId, durationMs: durationMs(), error: toPictureError(thrown) });
      }
      throw thrown;
    }
  }

  #isFresh(record: PictureRecord): boolean {
    return isFresh(record, this.#options.now());
  }

  #noPicture(): KnownPicture {
    const now = this.#options.now();
    return { record: nextRecord(undefined, { status: 'none', reason: 'empty' }, { now }) };
  }
}

/** A failed load as the error of its chat. */
function toError(thrown: unknown): ChatPictureError {
  return thrown instanceof ImageError ? toPictureError(thrown) : toChatPictureError(thrown);
}
