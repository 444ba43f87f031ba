import { type AvailableChatPicture, type ChatId, type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { ImageError } from '../../images/ImageError.js';
import { isBroadcastChatId } from '../../lib/chatIds.js';
import { Flights, type Seat } from '../../lib/SingleFlight.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { withTimeout } from '../../lib/withTimeout.js';
import { computeOnce } from '../../store/computeOnce.js';
import { dueAt } from '../../store/dueAt.js';
import type { Lease } from '../../store/Lease.js';
import { describeImage, nextRecord } from '../../store/nextRecord.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { KnownPicture } from './KnownPicture.js';
import { NegativeCache } from './NegativeCache.js';
import { isDeadUrl, type PictureDownloads, toPictureError } from './PictureDownloads.js';
import { RefreshCooldown } from './RefreshCooldown.js';
import type { ResilientPictureStore } from './ResilientPictureStore.js';
import { showsPinnedFace } from './toWirePicture.js';
import { Upstream, type UpstreamOptions, UpstreamQueueFullError } from './Upstream.js';

export interface ChatPicturesOptions extends UpstreamOptions {
  store: ResilientPictureStore;
  downloads: PictureDownloads;
  lease: Lease;
  refreshCooldownMs: number;
}

/** How long people who could see an old picture wait for a new one, in ms. */
const STALE_AFTER_MS = 3_000;

/** A look into the store and a lease may take this long, however little time the source has. In ms. */
const SHORTEST_TURN = 1_000;

class LockTimeoutError extends ChatPictureError {
  constructor() {
    super('timeout', 'Another gateway asked for this picture, and has not stored it in time.');
  }
}

/** For fetching and storing a picture, once the source has said where it is. In ms. */
const DELIVERY = 20_000;

const HOUR = 60 * 60 * 1000;

/**
 * What the routes ask for pictures. A chat is asked for once a day, by one of all who share the store; what is stored is
 * the answer when nobody can be asked. Ordinary and refreshing calls are apart: the answer of one is not that of the other.
 */
export class ChatPictures {
  readonly #options: ChatPicturesOptions;
  readonly #upstream: Upstream;
  readonly #cooldown: RefreshCooldown;
  readonly #ordinary = new Flights<KnownPicture>();
  readonly #asking = new Flights<PictureRecord>();
  readonly #refreshing = new Flights<KnownPicture>();
  /** Answers whose image could not be had: the source need not be asked again for where it is. */
  readonly #undelivered = new LRUCache<ChatId, AvailableChatPicture>({ max: 10_000, ttl: HOUR });
  readonly #failures: NegativeCache;

  constructor(options: ChatPicturesOptions) {
    this.#options = options;
    this.#upstream = new Upstream(options);
    this.#failures = new NegativeCache(options.now);
    this.#cooldown = new RefreshCooldown(options);
  }

  /** The answer rejects with a `ChatPictureError`. */
  get(chatId: ChatId): Seat<KnownPicture> {
    if (isBroadcastChatId(chatId)) return { answer: Promise.resolve(this.#noPicture()), leave: () => {} };
    return this.#ordinary.join(chatId, (signal) => this.#know(chatId, signal));
  }

  /** What is stored, of whatever age. Nobody is asked. */
  async peek(chatId: ChatId): Promise<KnownPicture | undefined> {
    const record = await this.#options.store.get(chatId);
    return record && (this.#isFresh(record) ? { record } : { record, stale: true });
  }

  /**
   * Asks WhatsApp itself. Nobody can leave: once WhatsApp has been asked, that takes nothing back.
   *
   * @throws {ChatPictureError} `rate-limited` within the cool-down of this chat, when nothing is sent.
   */
  async refresh(chatId: ChatId): Promise<KnownPicture> {
    if (isBroadcastChatId(chatId)) return this.#noPicture();
    if (!this.#refreshing.has(chatId)) {
      this.#upstream.throwIfPaused();
      this.#failures.throwIfLimited(chatId);
      this.#cooldown.throwIfCooling(chatId);
    }
    return this.#refreshing.join(chatId, (signal) => this.#refresh(chatId, signal)).answer;
  }

  async #know(chatId: ChatId, signal: AbortSignal): Promise<KnownPicture> {
    const { store, timeoutMs, emit } = this.#options;
    const held = await store.get(chatId);
    signal.throwIfAborted();
    if (held && this.#isFresh(held)) return { record: held };
    const failure = this.#failures.get(chatId);
    if (failure && held) return { record: held, stale: true };
    if (failure) throw failure;

    const seat = this.#asking.join(chatId, (own) => this.#ask(chatId, own));
    signal.addEventListener('abort', seat.leave, { once: true });
    try {
      return { record: await withTimeout(held && STALE_AFTER_MS, seat.answer) };
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (!held || signal.aborted) throw error;
      // A source that hangs costs the first who look their patience, and not everybody after them.
      if (this.#asking.has(chatId)) this.#failures.remember(chatId, error, timeoutMs);
      emit({ type: 'served-stale', chatId, error });
      return { record: held, stale: true };
    } finally {
      // Whoever was served the old picture leaves the question standing: the next one shall have the answer.
      signal.removeEventListener('abort', seat.leave);
    }
  }

  /** One of all who share the store asks; the others read what it stored. */
  async #ask(chatId: ChatId, signal: AbortSignal): Promise<PictureRecord> {
    const { store, lease, timeoutMs } = this.#options;
    const startedAt = performance.now();
    const record = await computeOnce({
      lease,
      key: chatId,
      ttlMs: timeoutMs + DELIVERY,
      waitMs: timeoutMs + DELIVERY,
      read: async () => {
        const stored = await store.get(chatId);
        return stored && this.#isFresh(stored) ? stored : undefined;
      },
      compute: async () => {
        // It was another gateway's turn all the while, and nothing came of it: nobody waits for a second one.
        if (performance.now() - startedAt > Math.max(timeoutMs / 2, SHORTEST_TURN))
          throw new LockTimeoutError();
        try {
          const answer = this.#deliverable(chatId) ?? (await this.#upstream.ask(chatId, false, signal));
          return await this.#keep(chatId, answer, signal);
        } catch (thrown) {
          if (!signal.aborted && !(thrown instanceof UpstreamQueueFullError)) {
            this.#failures.remember(chatId, toChatPictureError(thrown));
          }
          throw thrown;
        }
      },
      signal,
    });
    if (record) return record;
    throw new LockTimeoutError();
  }

  async #refresh(chatId: ChatId, signal: AbortSignal): Promise<KnownPicture> {
    await this.#cooldown.begin(chatId);
    let retryAfterMs = 0;
    try {
      const answer = await this.#upstream.ask(chatId, true, signal);
      const held = await this.#options.store.get(chatId);
      // WhatsApp also answers empty when it is rate-limiting. The next ordinary answer may clear it.
      if (answer.status !== 'available' && held?.status === 'available') return { record: held, kept: true };
      const record = await this.#keep(chatId, answer, signal);
      return showsPinnedFace(record) ? { record, kept: true } : { record };
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      retryAfterMs = error.retryAfterMs ?? 0;
      throw error;
    } finally {
      // A failure counts too: WhatsApp may well have been asked.
      this.#cooldown.end(chatId, retryAfterMs);
    }
  }

  async #keep(chatId: ChatId, answer: ChatPicture, signal: AbortSignal): Promise<PictureRecord> {
    const { store, now } = this.#options;
    this.#undelivered.delete(chatId);
    this.#failures.forget(chatId);
    if (answer.status !== 'available') {
      const record = nextRecord(await store.get(chatId), answer, { now: now() });
      await store.put(chatId, record);
      return record;
    }
    const downloaded = await this.#download(chatId, answer, signal);
    const image = describeImage(downloaded.bytes, downloaded, answer.url);
    const { status, asOf } = answer;
    const record = nextRecord(await store.get(chatId), { status, image, asOf }, { now: now() });
    await store.put(chatId, record, downloaded.bytes);
    return record;
  }

  async #download(chatId: ChatId, answer: AvailableChatPicture, signal: AbortSignal) {
    const { downloads, emit, now } = this.#options;
    const startedAt = now();
    try {
      const image = await downloads.get(answer.url, signal);
      emit({ type: 'picture-fetched', chatId, durationMs: now() - startedAt, bytes: image.bytes.byteLength });
      return image;
    } catch (thrown) {
      if (!(thrown instanceof ImageError)) throw thrown;
      const error = toPictureError(thrown);
      if (!isDeadUrl(thrown)) this.#undelivered.set(chatId, answer);
      emit({ type: 'picture-failed', chatId, durationMs: now() - startedAt, error });
      throw error;
    }
  }

  #deliverable(chatId: ChatId): AvailableChatPicture | undefined {
    const answer = this.#undelivered.get(chatId);
    return answer && (answer.expiresAt ?? Number.POSITIVE_INFINITY) > this.#options.now()
      ? answer
      : undefined;
  }

  #isFresh(record: PictureRecord): boolean {
    const now = this.#options.now();
    return dueAt(record, now) > now;
  }

  #noPicture(): KnownPicture {
    const now = this.#options.now();
    return { record: nextRecord(undefined, { status: 'none', reason: 'empty' }, { now }) };
  }
}
