import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { untilAborted } from '../../lib/async/untilAborted.js';
import { withTimeout } from '../../lib/async/withTimeout.js';
import { isBroadcastChatId } from '../../lib/chatIds.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { isFresh } from '../../store/freshUntil.js';
import { nextRecord } from '../../store/nextRecord.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import { GatewayBusyError } from '../upstream/GatewayLimitError.js';
import { NegativeCache } from '../upstream/NegativeCache.js';
import type { SourceRequest } from '../upstream/SourceBudget.js';
import { Upstream, type UpstreamOptions } from '../upstream/Upstream.js';
import type { KnownPicture } from './KnownPicture.js';
import { PictureLoader, type PictureLoaderOptions } from './PictureLoader.js';
import { RefreshCooldown } from './RefreshCooldown.js';

export interface ChatPicturesOptions extends UpstreamOptions, PictureLoaderOptions {
  refreshCooldownMs: number;
  namespace: string;
}

/** The result of one read of many chats. A chat that is missing was not read. */
export type StoredRecords = ReadonlyMap<ChatId, PictureRecord | undefined>;

export interface GetOptions {
  signal: AbortSignal;
  caller?: string | undefined;
  /** Just read from the store, so that the chat is not read again. */
  records?: StoredRecords;
}

/** A caller waits for this much longer than `timeoutMs`, in ms: for a download after a late answer. Browsers give up after 30 s. */
const DOWNLOAD_MS = 5_000;

/** Stale-while-revalidate: how long to wait for the source before the stale record is served, in ms. */
const STALE_AFTER_MS = 3_000;

/**
 * Read-through cache of the source. A chat is requested once a day by all gateways on one store together: single flight in
 * this process, a lease between processes. While the source fails, the stored record is served (stale-if-error). Refreshes
 * have a single flight of their own, because an ordinary call must not get the answer of a refresh, or the reverse.
 */
export class ChatPictures {
  readonly #options: ChatPicturesOptions;
  readonly #upstream: Upstream;
  readonly #loader: PictureLoader;
  readonly #cooldown: RefreshCooldown;
  readonly #ordinary = new SingleFlight<KnownPicture>();
  readonly #loading = new SingleFlight<PictureRecord>();
  readonly #refreshing = new SingleFlight<KnownPicture>();
  readonly #failures: NegativeCache;

  constructor(options: ChatPicturesOptions) {
    this.#options = options;
    this.#upstream = new Upstream(options);
    this.#failures = new NegativeCache(options.clock, options.failures);
    this.#loader = new PictureLoader(options, this.#upstream, this.#failures);
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

  /** The stored record of any age, if it can be read. Sends nothing upstream. */
  async peek(chatId: ChatId): Promise<KnownPicture | undefined> {
    const record = await this.#options.store.get(chatId).catch(() => undefined);
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
      this.#loading.run(chatId, (own) => this.#loader.load(request, own)),
      signal,
    );
    // Loading goes on for the next caller.
    const limit = held
      ? { timeoutMs: STALE_AFTER_MS, timedOut }
      : { timeoutMs: timeoutMs + DOWNLOAD_MS, timedOut: stillLoading };
    try {
      return { record: await withTimeout(limit, () => loading) };
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (!held || signal.aborted) throw error;
      // While the source hangs, only the first callers wait for STALE_AFTER_MS.
      if (this.#loading.has(chatId)) this.#failures.hold(chatId, error, timeoutMs);
      emit({ type: 'served-stale', chatId, error });
      return { record: held, stale: true };
    }
  }

  async #refresh(request: SourceRequest, signal: AbortSignal): Promise<KnownPicture> {
    const { chatId } = request;
    await this.#cooldown.begin(chatId);
    let retryAfterMs = 0;
    try {
      return await this.#loader.refresh(request, signal);
    } catch (thrown) {
      retryAfterMs = toChatPictureError(thrown).retryAfterMs ?? 0;
      throw thrown;
    } finally {
      // After a failure too: the request may have reached WhatsApp.
      this.#cooldown.end(chatId, retryAfterMs);
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

const timedOut = () =>
  new ChatPictureError(
    'timeout',
    `The picture takes longer than ${STALE_AFTER_MS} ms to load. It goes on loading: try again in a moment.`,
  );

const stillLoading = () => new GatewayBusyError('The picture is still loading. Try again in a moment.');
