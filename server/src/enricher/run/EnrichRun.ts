import { setMaxListeners } from 'node:events';
import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import type { DownloadedImage } from '../../images/download/downloadImage.js';
import { callListener } from '../../lib/callListener.js';
import { createLease } from '../../store/lease/createLease.js';
import type { Lease } from '../../store/lease/Lease.js';
import { loadPicture, type UnstoredAnswers } from '../../store/loadPicture.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import { PictureStore } from '../../store/PictureStore.js';
import {
  type EnrichCounts,
  type EnrichedChat,
  type EnrichProgress,
  type EnrichReport,
  noCounts,
} from '../EnrichReport.js';
import type { ActiveChat } from '../overview/findActiveChats.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { type ChatResult, pinFace, resultOf, storing } from '../storeAnswer.js';
import { backOff } from './backOff.js';
import { type Failure, type Service, toFailure } from './Failure.js';
import { isDue } from './isDue.js';
import { RateLimiter } from './RateLimiter.js';
import { ServiceHealth } from './ServiceHealth.js';
import { TaskQueue } from './TaskQueue.js';

interface Task {
  chat: ActiveChat;
  /** Wawp's answer, so that a failed download is retried without another request to Wawp. At first that of the overview. */
  unstored: UnstoredAnswer;
  asked: boolean;
  /** Failures of this chat, without those during an outage. */
  failures: number;
  failure?: Failure;
  /** When another process was first found to hold the lease, in ms of `performance.now()`. */
  heldSince?: number;
  /** Earliest time of the next attempt, in ms of `performance.now()`. */
  notBefore: number;
}

/** The sum of the time-outs of source, download and store. A process that dies holding the lease blocks the chat for this long. */
const LEASE_MS = 30_000;
const LEASE_POLL_MS = 250;

/** How long a chat waits for other processes, in ms. One process has a lease for 30 s at most. */
const MAX_HELD_MS = 3 * LEASE_MS;

const HELD: Failure = {
  code: 'store-timeout',
  message:
    'Another process has held the lease of this chat for 90 s. It may fail again and again: look into the log of the gateways, and run enrich again.',
  service: 'store',
  retryable: false,
  isFinal: false,
  pauses: false,
};

/** Attempts for one chat. With the default back-off, six take 30 s: a restart of the store. */
const TRIES: Record<Service, number> = { wawp: 4, images: 4, store: 6 };
/** A request that times out costs the whole time-out, so it is tried less often. */
const TRIES_AFTER_TIMEOUT = 2;

/** One run over a list of chats. Progress is in the store: a later run skips the chats that this one finished. */
export class EnrichRun {
  readonly #settings: EnrichSettings;
  readonly #store: PictureStore;
  readonly #lease: Lease;
  readonly #rateLimiter: RateLimiter;
  readonly #health: ServiceHealth;
  readonly #queue: TaskQueue<ActiveChat, Task>;
  readonly #chats: readonly ActiveChat[];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #results = new Map<ChatId, EnrichedChat>();
  readonly #counts: EnrichCounts = noCounts();
  #stopped: EnrichReport['stopped'];

  constructor(settings: EnrichSettings, chats: readonly ActiveChat[]) {
    const { source, storage, rateLimit, backOffMs, maxOutageMs, signal } = settings;
    this.#settings = settings;
    this.#chats = chats;
    this.#store = new PictureStore(storage, { sourceId: settings.namespace, now: settings.now });
    this.#lease = createLease(storage);
    this.#queue = new TaskQueue(chats, (chat) => {
      return { chat, unstored: new UnstoredAnswer(chat.picture), asked: false, failures: 0, notBefore: 0 };
    });
    this.#signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    this.#health = new ServiceHealth({
      backOffMs,
      maxOutageMs,
      signal: this.#signal,
      onPause: (durationMs) => this.#pause(durationMs),
      onHold: (isHeld) => this.#queue.hold(isHeld),
      onEnd: (failure) => this.#end(failure),
    });
    // One listener for each chat in progress.
    setMaxListeners(0, this.#signal);
    this.#rateLimiter = new RateLimiter({
      storage,
      name: `enrich:${source.id}`,
      ...rateLimit,
      signal: this.#signal,
    });
  }

  /** @throws the reason of the caller's signal. */
  async run(): Promise<Pick<EnrichReport, 'chats' | 'counts' | 'bytes' | 'stopped'>> {
    this.#report();
    const close = () => this.#queue.close();
    this.#signal.addEventListener('abort', close, { once: true });
    await Promise.all(Array.from({ length: this.#settings.concurrency }, () => this.#work()));
    await this.#health.settled();
    this.#signal.removeEventListener('abort', close);
    this.#settings.signal?.throwIfAborted();
    for (const task of this.#queue.close()) this.#finish(task, failed(task.failure));
    const chats = this.#chats.map((chat) => this.#results.get(chat.chatId) ?? this.#finishUntried(chat));
    const bytes = chats.reduce((sum, result) => sum + (result.bytes ?? 0), 0);
    const stopped = this.#stopped;
    return { chats, counts: this.#counts, bytes, ...(stopped && { stopped }) };
  }

  /** Worker: one of `concurrency` loops. */
  async #work(): Promise<void> {
    for (;;) {
      const task = await this.#queue.take({ anywhere: () => this.#health.isAnyFailing });
      if (task === undefined) return;
      await this.#try(task);
    }
  }

  /** Never rejects. */
  async #try(task: Task): Promise<void> {
    const startedAt = performance.now();
    try {
      const result = await this.#attempt(task);
      if (result === 'later') {
        this.#queue.retry(task);
        return;
      }
      const { chatId } = task.chat;
      this.#health.answered('store', () => this.#store.get(chatId));
      this.#finish(task, result);
      this.#queue.done();
    } catch (thrown) {
      const isStopping =
        this.#settings.signal?.aborted || (this.#stop.signal.aborted && thrown === this.#stop.signal.reason);
      if (!isStopping) {
        this.#fail(task, toFailure(thrown), startedAt);
        return;
      }
      if (task.failure) this.#finish(task, failed(task.failure));
      this.#queue.done();
    }
  }

  async #attempt(task: Task): Promise<ChatResult | 'later'> {
    const { chat } = task;
    const { dryRun, now } = this.#settings;
    const record = await this.#store.get(chat.chatId);
    if (record && !isDue(record, now())) return this.#skip(chat.chatId, record);
    if (dryRun) return { outcome: 'not-tried' };
    const hasShare = task.unstored.get() === undefined;
    if (hasShare) await this.#rateLimiter.take();

    // The gateway takes a lease under the same key, so that only one of the two asks Wawp.
    const options = storing(this.#store, chat, this.#settings);
    const loading = loadPicture({
      ...options,
      download: (url) => this.#download(() => options.download(url)),
      lease: this.#lease,
      leaseMs: LEASE_MS,
      waitMs: 0,
      unstored: task.unstored,
      ask: () => this.#ask(task, hasShare),
      isFresh: (stored) => !isDue(stored, now()),
    });
    const loaded = await loading.catch((thrown: unknown) => {
      if (thrown instanceof AskLater) return 'later' as const;
      throw thrown;
    });
    if (loaded === undefined) return this.#wait(task);
    if (loaded === 'later') return this.#later(task, 0);
    // Another process finished the chat before the lease was acquired.
    if (loaded.record === loaded.previous) return this.#skip(chat.chatId, loaded.record);
    return resultOf(loaded);
  }

  async #skip(chatId: ChatId, record: PictureRecord): Promise<ChatResult> {
    if (!this.#settings.dryRun) await pinFace(this.#store, chatId, record);
    return { outcome: 'not-due' };
  }

  async #ask(task: Task, hasShare: boolean): Promise<ChatPicture> {
    const { source, signal } = this.#settings;
    this.#signal.throwIfAborted();
    // Wait without the lease, which would expire: for a share of the rate limit, or for the end of a pause.
    if (!hasShare || this.#queue.isPaused) throw new AskLater();
    task.asked = true;
    const ask = () => source.getChatPicture(task.chat.chatId, signal && { signal });
    const picture = await ask();
    this.#health.answered('wawp', ask);
    return picture;
  }

  async #download(download: () => Promise<DownloadedImage>): Promise<DownloadedImage> {
    const image = await download();
    this.#health.answered('images', download);
    return image;
  }

  /** Another process loads the chat. */
  #wait(task: Task): ChatResult | 'later' {
    const now = performance.now();
    task.heldSince ??= now;
    return now - task.heldSince < MAX_HELD_MS ? this.#later(task, LEASE_POLL_MS) : failed(HELD);
  }

  #later(task: Task, ms: number): 'later' {
    task.notBefore = performance.now() + ms;
    return 'later';
  }

  #fail(task: Task, failure: Failure, startedAt: number): void {
    const { service, code, retryable } = failure;
    task.failure = failure;
    this.#health.failed(failure, task.chat.chatId, startedAt);
    // During an outage, no chat uses up its tries.
    const isOutage = this.#health.isFailing(service);
    if (!isOutage) task.failures += 1;
    const tries = code === 'timeout' ? TRIES_AFTER_TIMEOUT : TRIES[service];
    const isTriedAgain = retryable && (isOutage || task.failures < tries);
    if (isTriedAgain && !this.#stop.signal.aborted) {
      task.notBefore = performance.now() + backOff(this.#settings.backOffMs, Math.max(1, task.failures));
      this.#queue.retry(task);
    } else {
      this.#finish(task, failed(failure));
      this.#queue.done();
    }
  }

  #pause(durationMs: number): void {
    this.#queue.pause(durationMs);
    this.#report({ waitingUntil: this.#settings.now() + durationMs });
  }

  /** Stops the run: no further request is sent; chats in progress may finish. */
  #end({ code, message }: Failure): void {
    this.#stopped ??= { code, message };
    this.#stop.abort();
  }

  #finishUntried(chat: ActiveChat): EnrichedChat {
    return this.#finish({ chat, asked: false }, { outcome: 'not-tried' });
  }

  #finish(
    { chat, asked }: Pick<Task, 'chat' | 'asked'>,
    result: Omit<EnrichedChat, 'chatId' | 'asked'>,
  ): EnrichedChat {
    const { chatId, name } = chat;
    const entry: EnrichedChat = { chatId, ...(name !== undefined && { name }), asked, ...result };
    this.#results.set(chatId, entry);
    this.#counts[entry.outcome] += 1;
    this.#report({ chat: entry });
    return entry;
  }

  #report(update: Pick<EnrichProgress, 'chat' | 'waitingUntil'> = {}): void {
    const { onProgress } = this.#settings;
    callListener<EnrichProgress>('onProgress', onProgress, {
      total: this.#chats.length,
      done: this.#results.size,
      counts: { ...this.#counts },
      ...update,
    });
  }
}

/** The answer about one chat that is not stored yet. */
class UnstoredAnswer implements UnstoredAnswers {
  #answer: ChatPicture | undefined;

  constructor(answer: ChatPicture | undefined) {
    this.#answer = answer;
  }

  get(): ChatPicture | undefined {
    return this.#answer;
  }

  set(_: ChatId, answer: ChatPicture): void {
    this.#answer = answer;
  }

  delete(): void {
    this.#answer = undefined;
  }
}

/** A request has to wait for its share of the rate limit, or for the end of a pause. */
class AskLater extends Error {}

/** Without a failure, another process held the chat until the run stopped. */
function failed(failure: Failure | undefined): Omit<EnrichedChat, 'chatId' | 'asked'> {
  if (failure === undefined) return { outcome: 'not-tried' };
  const { code, message } = failure;
  return { outcome: 'failed', code, message };
}
