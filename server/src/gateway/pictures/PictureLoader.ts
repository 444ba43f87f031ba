import { type ChatId, type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import { type DownloadedImage, MAX_DECODING_MS } from '../../images/download/downloadImage.js';
import { ImageError } from '../../images/ImageError.js';
import type { HeldBytes } from '../../lib/memory/ByteBudget.js';
import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { moment } from '../../store/erase/ForgottenChats.js';
import type { Lease } from '../../store/lease/Lease.js';
import { loadPicture, type StoreAnswerOptions, storeAnswer } from '../../store/loadPicture.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { ResilientPictureStore } from '../store/ResilientPictureStore.js';
import { GatewayLimitError } from '../upstream/GatewayLimitError.js';
import type { NegativeCache } from '../upstream/NegativeCache.js';
import type { SourceRequest } from '../upstream/SourceBudget.js';
import type { Upstream, UpstreamOptions } from '../upstream/Upstream.js';
import { answerBytes, undelivered } from '../upstream/undelivered.js';
import type { KnownPicture } from './KnownPicture.js';
import { MAX_DOWNLOAD_WAIT_MS, type PictureDownloads, toPictureError } from './PictureDownloads.js';
import { showsPinnedFace } from './toWirePicture.js';

export interface PictureLoaderOptions extends Pick<UpstreamOptions, 'timeoutMs' | 'emit'> {
  store: ResilientPictureStore;
  downloads: PictureDownloads;
  lease: Lease;
  /** Called with each picture that was downloaded, before it is stored. */
  onDownload: (image: DownloadedImage) => void;
  /** In ms since the epoch. */
  now: () => number;
}

/** Lower bound for the wait on store and lock when `timeoutMs` is small, in ms. */
const MIN_LOCK_WAIT_MS = 1_000;

class LockTimeoutError extends ChatPictureError {
  constructor() {
    super('timeout', 'Another gateway requested this picture, but has not stored it in time.');
  }
}

/** Time to load a picture after the source has answered with its URL, in ms: the wait, 10 s for the download, decoding and the store. */
const DELIVERY_MS = MAX_DOWNLOAD_WAIT_MS + MAX_DECODING_MS + 15_000;

const MAX_UNSTORED_BYTES = 32 * 1024 * 1024;

/** For all gateways of the process. */
const unstoredBound = new ProcessBound(MAX_UNSTORED_BYTES);

/** Rough size of an entry without its URL, in bytes. */
const ENTRY_BYTES = 400;

/** The pauses after a host of pictures has failed, without `Retry-After`. In ms. */
const HOST_PAUSE = { firstMs: 1_000, longestMs: 60_000 };

const HOUR = 60 * 60 * 1000;

/** Asks the source for the picture of a chat, downloads it and stores it. Remembers what fails again in the same way. */
export class PictureLoader {
  readonly #options: PictureLoaderOptions;
  readonly #upstream: Upstream;
  readonly #failures: NegativeCache;
  /** Bounded by bytes, because a `data:` URL is a whole picture. */
  readonly #unstored = unstoredBound.createCache<ChatId, ChatPicture>({
    maxSize: MAX_UNSTORED_BYTES,
    sizeCalculation: (answer) => ENTRY_BYTES + answerBytes(answer),
    ttl: HOUR,
  });

  constructor(options: PictureLoaderOptions, upstream: Upstream, failures: NegativeCache) {
    this.#options = options;
    this.#upstream = upstream;
    this.#failures = failures;
  }

  /** One of the gateways on the store asks the source, under a lease. The others read the record that it stores. */
  async load(request: SourceRequest, signal: AbortSignal): Promise<PictureRecord> {
    const { chatId } = request;
    const { lease, timeoutMs } = this.#options;
    const startedAt = performance.now();
    const storing = this.#storing(request, signal);
    const bytes = undelivered.begin();
    try {
      const loaded = await loadPicture({
        ...storing,
        lease,
        leaseMs: timeoutMs + DELIVERY_MS,
        waitMs: timeoutMs + DELIVERY_MS,
        signal,
        ask: async ({ hasWaited }) => {
          // Another gateway held the lease until now and stored nothing. A second attempt would exceed the time limit.
          if (hasWaited && performance.now() - startedAt > Math.max(timeoutMs / 2, MIN_LOCK_WAIT_MS))
            throw new LockTimeoutError();
          return this.#ask(request, bytes, signal);
        },
      });
      if (loaded === undefined) throw new LockTimeoutError();
      this.#failures.forget(chatId);
      return loaded.record;
    } catch (thrown) {
      if (thrown instanceof ImageError) this.#rememberImage(chatId, thrown);
      throw signal.aborted ? thrown : toError(thrown);
    } finally {
      bytes.release();
    }
  }

  /** The same image would fail again. A host that fails is asked again after a pause, and a URL that it refuses is replaced then. */
  #rememberImage(chatId: ChatId, error: ImageError): void {
    // Memory or a turn is missing on this machine. The next request tries again.
    if (error.code === 'busy' || error.code === 'decoder-ended') return;
    const isOfHost = error.retryable || error.isDead;
    this.#failures.remember(chatId, toPictureError(error), isOfHost ? { pause: HOST_PAUSE } : {});
  }

  /** Asks the source, and remembers its failure. */
  async #ask(request: SourceRequest, bytes: HeldBytes, signal: AbortSignal): Promise<ChatPicture> {
    await this.#failures.throwIfShared(request.chatId);
    try {
      const answer = await this.#upstream.ask(request, bytes, signal);
      // At once: callers that come during the download join it.
      this.#failures.lift(request.chatId);
      return answer;
    } catch (thrown) {
      if (!signal.aborted && !(thrown instanceof GatewayLimitError))
        this.#failures.remember(request.chatId, toChatPictureError(thrown));
      throw thrown;
    }
  }

  /**
   * Asks WhatsApp itself.
   *
   * @throws {ChatPictureError}
   */
  async refresh(request: SourceRequest, signal: AbortSignal): Promise<KnownPicture> {
    const { chatId } = request;
    const storing = this.#storing(request, signal);
    const bytes = undelivered.begin();
    try {
      const answer = await this.#upstream.ask(request, bytes, signal);
      const held = await this.#options.store.get(chatId);
      // WhatsApp also answers empty when it is rate-limiting. The next ordinary answer may clear the picture.
      if (held?.blocked) return { record: held };
      if (answer.status !== 'available' && held?.status === 'available') return { record: held, kept: true };
      const { record } = await storeAnswer(storing, held, answer);
      this.#failures.forget(chatId);
      return showsPinnedFace(record) ? { record, kept: true } : { record };
    } catch (thrown) {
      throw toError(thrown);
    } finally {
      bytes.release();
    }
  }

  /** How this gateway downloads and stores the answers about a chat, on which work begins now. */
  #storing({ chatId, refresh }: SourceRequest, signal: AbortSignal): StoreAnswerOptions {
    const { store, now } = this.#options;
    void store.announceWork();
    const download = (url: string) => this.#download(chatId, url, { refresh, signal });
    return { store, chatId, unstored: this.#unstored, download, now, begun: moment(), isRefresh: refresh };
  }

  async #download(
    chatId: ChatId,
    url: string,
    options: { refresh: boolean; signal: AbortSignal },
  ): Promise<DownloadedImage> {
    const { downloads, emit, onDownload } = this.#options;
    const startedAt = performance.now();
    const durationMs = () => performance.now() - startedAt;
    try {
      const image = await downloads.get(url, options);
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
}

/** A failed load as the error of its chat. */
function toError(thrown: unknown): ChatPictureError {
  return thrown instanceof ImageError ? toPictureError(thrown) : toChatPictureError(thrown);
}
