import { setTimeout as delay } from 'node:timers/promises';
import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { freshUntil } from '../store/freshUntil.js';
import { createLease } from '../store/lease/createLease.js';
import type { Lease } from '../store/lease/Lease.js';
import { loadPicture } from '../store/loadPicture.js';
import type { PictureRecord } from '../store/PictureRecord.js';
import { PictureStore } from '../store/PictureStore.js';
import { type EnrichCounts, type EnrichedChat, type EnrichReport, noCounts } from './EnrichReport.js';
import { type Failure, toFailure } from './Failure.js';
import type { ActiveChat } from './findActiveChats.js';
import { RateLimiter } from './RateLimiter.js';
import { RetryPolicy } from './RetryPolicy.js';
import type { EnrichSettings } from './readEnrichOptions.js';
import { type ChatResult, outcomeOf, pinFace, resultOf, storing } from './storeAnswer.js';

interface Task {
  chat: ActiveChat;
  asked: boolean;
  failures: number;
  failure?: Failure;
  /** Earliest time of the next attempt, in ms of `performance.now()`. */
  notBefore: number;
}

/** The sum of the time-outs of source, download and store. A process that dies holding the lease blocks the chat for this long. */
const LEASE_MS = 30_000;
const LEASE_POLL_MS = 250;
/** A chat that becomes stale within this time is waited for, because a daily run does not start at the same second each day. */
const MAX_WAIT_FOR_STALE_MS = 5 * 60_000;

/** One run over a list of chats. Progress is in the store: a later run skips the chats that this one finished. */
export class EnrichRun {
  readonly #settings: EnrichSettings;
  readonly #store: PictureStore;
  readonly #lease: Lease;
  readonly #rateLimiter: RateLimiter;
  readonly #retryPolicy: RetryPolicy;
  readonly #queue: PQueue;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Answers of Wawp that are not stored yet, those of the overview first. */
  readonly #unstored = new Map<ChatId, ChatPicture>();
  readonly #results = new Map<ChatId, EnrichedChat>();
  readonly #counts: EnrichCounts = noCounts();
  #total = 0;
  #stopped: EnrichReport['stopped'];

  constructor(settings: EnrichSettings) {
    const { source, storage, concurrency, rateLimit, backOffMs, signal } = settings;
    this.#settings = settings;
    this.#store = new PictureStore(storage);
    this.#lease = createLease(storage);
    this.#queue = new PQueue({ concurrency });
    this.#retryPolicy = new RetryPolicy(backOffMs);
    this.#signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    this.#rateLimiter = new RateLimiter({
      storage,
      name: `enrich:${source.id}`,
      ...rateLimit,
      signal: this.#signal,
    });
  }

  /** @throws the reason of the caller's signal. */
  async run(chats: readonly ActiveChat[]): Promise<Omit<EnrichReport, 'startedAt' | 'durationMs'>> {
    this.#total = chats.length;
    this.#report();
    const tasks = chats.map((chat): Task => {
      if (chat.picture) this.#unstored.set(chat.chatId, chat.picture);
      return { chat, asked: false, failures: 0, notBefore: 0 };
    });
    try {
      for (const task of tasks) this.#enqueue(task);
      await this.#queue.onIdle();
    } finally {
      this.#rateLimiter.close();
    }
    this.#settings.signal?.throwIfAborted();
    for (const task of tasks) if (!this.#results.has(task.chat.chatId)) this.#recordUnfinished(task);
    const results = tasks.flatMap(({ chat }) => this.#results.get(chat.chatId) ?? []);
    const bytes = results.reduce((sum, result) => sum + (result.bytes ?? 0), 0);
    const stopped = this.#stopped;
    return { chats: results, counts: this.#counts, bytes, ...(stopped && { stopped }) };
  }

  #enqueue(task: Task): void {
    void this.#queue.add(() => this.#work(task));
  }

  /** Never rejects. */
  async #work(task: Task): Promise<void> {
    try {
      this.#signal.throwIfAborted();
      const waitMs = task.notBefore - performance.now();
      if (waitMs > 0) await delay(waitMs, undefined, { signal: this.#signal });
      const result = await this.#attempt(task);
      // Back of the queue: another process may finish the chat meanwhile.
      if (result === 'later') this.#enqueue(task);
      else this.#finish(task, result);
    } catch (thrown) {
      const isStopping = this.#settings.signal?.aborted || (this.#stop.signal.aborted && isAbort(thrown));
      if (isStopping) this.#queue.clear();
      else this.#fail(task, toFailure(thrown));
    }
  }

  async #attempt(task: Task): Promise<ChatResult | 'later'> {
    const { chat } = task;
    const record = await this.#store.get(chat.chatId);
    const fresh = this.#freshResult(task, record);
    if (fresh && fresh !== 'later' && record && !this.#settings.dryRun) {
      await pinFace(this.#store, chat.chatId, record);
    }
    if (fresh) return fresh;
    if (this.#settings.dryRun) return { outcome: 'not-tried' };
    const hasShare = !this.#unstored.has(chat.chatId);
    if (hasShare) await this.#rateLimiter.take();

    // The gateway takes a lease under the same key, so that only one of the two asks Wawp.
    const loaded = await loadPicture({
      ...storing(this.#store, chat, this.#settings),
      lease: this.#lease,
      leaseMs: LEASE_MS,
      waitMs: 0,
      unstored: this.#unstored,
      ask: () => this.#ask(task, hasShare),
      isFresh: (stored) => this.#freshResult(task, stored) !== undefined,
    }).catch((thrown: unknown) => (thrown instanceof AskLater ? 'later' : Promise.reject(thrown)));
    if (loaded === 'later') return 'later';
    if (loaded) {
      if (loaded.record === loaded.previous) await pinFace(this.#store, chat.chatId, loaded.record);
      return resultOf(loaded);
    }
    task.notBefore = performance.now() + LEASE_POLL_MS;
    return 'later';
  }

  /** The result of a chat if its stored answer is fresh (under 24 h old); `'later'` if it becomes stale in a moment. */
  #freshResult(task: Task, record: PictureRecord | undefined): ChatResult | 'later' | undefined {
    const now = this.#settings.now();
    const waitMs = freshUntil(record, now) - now;
    if (record === undefined || waitMs <= 0) return undefined;
    if (waitMs > MAX_WAIT_FOR_STALE_MS || task.notBefore > 0 || this.#settings.dryRun)
      return { outcome: outcomeOf(record) };
    this.#report({ waitingUntil: now + waitMs });
    // 5 ms of margin, because timers and the clock differ by about a millisecond.
    task.notBefore = performance.now() + waitMs + 5;
    return 'later';
  }

  async #ask(task: Task, hasShare: boolean): Promise<ChatPicture> {
    const { source, signal } = this.#settings;
    this.#signal.throwIfAborted();
    // Wait without the lease, which would expire: for a share, or for the end of a pause that has begun meanwhile.
    if (!hasShare || this.#rateLimiter.isPaused) throw new AskLater();
    task.asked = true;
    const picture = await source.getChatPicture(task.chat.chatId, signal && { signal });
    this.#retryPolicy.reset();
    return picture;
  }

  #fail(task: Task, failure: Failure): void {
    task.failures += 1;
    task.failure = failure;
    const { endsRun, pauseMs, retryInMs } = this.#retryPolicy.decide(failure, task.failures);
    if (endsRun) {
      this.#end(failure);
    } else if (pauseMs > 0) {
      this.#rateLimiter.pause(pauseMs);
      this.#report({ waitingUntil: this.#settings.now() + pauseMs });
    }
    if (retryInMs === undefined || this.#stop.signal.aborted) {
      this.#finish(task, failed(failure));
      return;
    }
    task.notBefore = performance.now() + retryInMs;
    this.#enqueue(task);
  }

  /** Stops the run: no further request is sent; chats in progress may finish. */
  #end({ code, message }: Failure): void {
    this.#stopped ??= { code, message };
    this.#queue.clear();
    this.#stop.abort();
  }

  /** Records a chat that the run left unfinished: `failed` if it was attempted, else `not-tried`. */
  #recordUnfinished(task: Task): void {
    this.#finish(task, task.failure ? failed(task.failure) : { outcome: 'not-tried' });
  }

  #finish({ chat, asked }: Task, result: Omit<EnrichedChat, 'chatId' | 'asked'>): void {
    const { chatId, name } = chat;
    const entry: EnrichedChat = { chatId, ...(name !== undefined && { name }), asked, ...result };
    this.#results.set(chatId, entry);
    this.#counts[entry.outcome] += 1;
    this.#report({ chat: entry });
  }

  #report(update: { chat?: EnrichedChat; waitingUntil?: number } = {}): void {
    const progress = { total: this.#total, done: this.#results.size, counts: { ...this.#counts }, ...update };
    try {
      this.#settings.onProgress?.(progress);
    } catch {
      // An error of the callback must not fail a chat.
    }
  }
}

/** A question has to wait for its share of the rate limit, or for the end of a pause. */
class AskLater extends Error {}

function failed({ code, message }: Failure) {
  return { outcome: 'failed' as const, code, message };
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
