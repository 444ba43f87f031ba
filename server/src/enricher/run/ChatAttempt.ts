import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import { type DownloadedImage, MAX_DECODING_MS } from '../../images/download/downloadImage.js';
import { type Moment, moment } from '../../store/erase/ForgottenChats.js';
import type { Lease } from '../../store/lease/Lease.js';
import { loadPicture, type PictureRecords } from '../../store/loadPicture.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { PictureStore } from '../../store/PictureStore.js';
import type { ActiveChat } from '../overview/findActiveChats.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { type ChatResult, pinFace, resultOf, storing } from '../storeAnswer.js';
import { type Failure, failed } from './Failure.js';
import { isDue } from './isDue.js';
import type { RateLimiter } from './RateLimiter.js';
import type { ServiceHealth } from './ServiceHealth.js';
import type { Task } from './Task.js';

export interface ChatAttemptOptions {
  settings: EnrichSettings;
  store: PictureStore;
  lease: Lease;
  rateLimiter: RateLimiter;
  health: ServiceHealth;
  /** Of the run. */
  signal: AbortSignal;
  isPaused: () => boolean;
  /** Called when a chat is asked for that the run did not have to ask for. */
  onProbe: (chatId: ChatId) => void;
}

/** The sum of the time-outs of source, download, decoding and store. A process that dies holding the lease blocks the chat for this long. */
const LEASE_MS = 30_000 + MAX_DECODING_MS;
const LEASE_POLL_MS = 250;

/** How long a chat waits for other processes, in ms. */
const MAX_HELD_MS = 90_000;

const HELD: Failure = {
  code: 'store-timeout',
  message:
    'Another process has held the lease of this chat for 90 s. It may fail again and again: look into the log of the gateways, and run enrich again.',
  service: 'store',
  retryable: false,
  isFinal: false,
  pauses: false,
};

/** One attempt at a chat: read its record, wait for a share of the rate limit, ask Wawp under the lease, download, store. */
export class ChatAttempt {
  readonly #options: ChatAttemptOptions;

  constructor(options: ChatAttemptOptions) {
    this.#options = options;
  }

  /** `later`: try again from `task.notBefore` on. @throws what Wawp, the download or the store has thrown. */
  async run(task: Task): Promise<ChatResult | 'later'> {
    const { chat } = task;
    const { store, rateLimiter, lease, settings } = this.#options;
    const { dryRun, now } = settings;
    const begun = moment();
    const record = await store.get(chat.chatId);
    if (record && (record.blocked || !isDue(record, now()))) return this.#skip(task, record, begun);
    if (dryRun) return { outcome: 'not-tried' };
    // The share of an attempt that found the chat held by another process is still there.
    if (task.unstored.get() === undefined && performance.now() >= task.shareUntil) {
      await rateLimiter.take();
      task.shareUntil = performance.now() + settings.rateLimit.windowMs;
    }

    // The gateway takes a lease under the same key, so that only one of the two asks Wawp.
    const options = storing(withWritten(store, task, record), chat, settings);
    const loading = loadPicture({
      ...options,
      begun,
      download: (url) => this.#download(() => options.download(url)),
      lease,
      leaseMs: LEASE_MS,
      waitMs: 0,
      unstored: task.unstored,
      ask: () => this.#ask(task),
      isFresh: (stored) => !isDue(stored, now()),
    });
    const loaded = await loading.catch((thrown: unknown) => {
      if (thrown instanceof AskLater) return 'later' as const;
      throw thrown;
    });
    if (loaded === undefined) return waitForOthers(task);
    if (loaded === 'later') return later(task, 0);
    // Another process finished the chat before the lease was acquired.
    if (loaded.record === loaded.previous) return this.#skip(task, loaded.record, begun);
    this.#addProbes(chat, loaded.record);
    return resultOf(loaded);
  }

  async #skip({ chat, written }: Task, record: PictureRecord, begun: Moment): Promise<ChatResult> {
    const { settings, store } = this.#options;
    if (record.blocked) return { outcome: 'blocked' };
    // The last attempt stored this record although its write failed: a Redis that hangs executes it after the timeout.
    if (written && isSameAnswer(written.record, record)) return resultOf(written);
    if (!settings.dryRun) await pinFace(store, { chatId: chat.chatId, record, begun });
    this.#addProbes(chat, record);
    return { outcome: 'not-due' };
  }

  /** Probes: a chat that has an answer can be asked again, and its picture downloaded, although this run needed neither. */
  #addProbes(chat: ActiveChat, { status }: PictureRecord): void {
    const { health, settings, store, onProbe } = this.#options;
    const ask = () => {
      onProbe(chat.chatId);
      return this.#request(chat.chatId);
    };
    health.addProbe('wawp', ask);
    if (status !== 'available') return;
    health.addProbe('images', async () => {
      const picture = await ask();
      // It was hidden meanwhile.
      if (picture.status !== 'available') return false;
      return storing(store, chat, settings).download(picture.url);
    });
  }

  async #ask(task: Task): Promise<ChatPicture> {
    const { signal, health, isPaused } = this.#options;
    signal.throwIfAborted();
    // Wait without the lease, which would expire: for a share of the rate limit, or for the end of a pause.
    if (task.shareUntil === 0 || isPaused()) throw new AskLater();
    task.shareUntil = 0;
    task.asked = true;
    const ask = () => this.#request(task.chat.chatId);
    const picture = await ask();
    health.answered('wawp', ask);
    return picture;
  }

  #request(chatId: ChatId): Promise<ChatPicture> {
    // Of the caller: the end of the run lets chats in progress finish.
    const { source, signal } = this.#options.settings;
    return source.getChatPicture(chatId, signal && { signal });
  }

  async #download(download: () => Promise<DownloadedImage>): Promise<DownloadedImage> {
    const image = await download();
    this.#options.health.answered('images', download);
    return image;
  }
}

/** A request has to wait for its share of the rate limit, or for the end of a pause. */
class AskLater extends Error {}

/** The store, which notes each write in `task.written`. `previous`: the record before the write. */
function withWritten(store: PictureStore, task: Task, previous: PictureRecord | undefined): PictureRecords {
  return {
    get: (chatId) => store.get(chatId),
    put: (chatId, record, bytes, options) => {
      task.written = { record, previous };
      return store.put(chatId, record, bytes, options);
    },
  };
}

function isSameAnswer(one: PictureRecord, other: PictureRecord): boolean {
  return one.fetchedAt === other.fetchedAt && one.image?.hash === other.image?.hash;
}

/** Another process loads the chat. */
function waitForOthers(task: Task): ChatResult | 'later' {
  const now = performance.now();
  task.heldSince ??= now;
  return now - task.heldSince < MAX_HELD_MS ? later(task, LEASE_POLL_MS) : failed(HELD);
}

function later(task: Task, ms: number): 'later' {
  task.notBefore = performance.now() + ms;
  return 'later';
}
