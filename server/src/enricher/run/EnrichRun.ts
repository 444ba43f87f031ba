import { setMaxListeners } from 'node:events';
import { createLease } from '../../store/lease/createLease.js';
import { PictureStore } from '../../store/PictureStore.js';
import { withLimitReports } from '../../store/storage/storeLimits.js';
import type { EnrichReport } from '../EnrichReport.js';
import type { ActiveChat } from '../overview/findActiveChats.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { backOff } from './backOff.js';
import { ChatAttempt } from './ChatAttempt.js';
import { type Failure, failed, type Service, toFailure } from './Failure.js';
import { RateLimiter } from './RateLimiter.js';
import { RunResults } from './RunResults.js';
import { ServiceHealth } from './ServiceHealth.js';
import { createTask, type Task } from './Task.js';
import { TaskQueue } from './TaskQueue.js';

/** Attempts for one chat. With the default back-off, six take 30 s: a restart of the store. */
const TRIES: Record<Service, number> = { wawp: 4, images: 4, store: 6 };
/** A request that times out costs the whole time-out, so it is tried less often. */
const TRIES_AFTER_TIMEOUT = 2;

/** One run over a list of chats. Progress is in the store: a later run skips the chats that this one finished. */
export class EnrichRun {
  readonly #settings: EnrichSettings;
  readonly #store: PictureStore;
  readonly #attempt: ChatAttempt;
  readonly #health: ServiceHealth;
  readonly #queue: TaskQueue<ActiveChat, Task>;
  readonly #results: RunResults;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #stopped: EnrichReport['stopped'];

  constructor(settings: EnrichSettings, chats: readonly ActiveChat[]) {
    const { source, storage, rateLimit, backOffMs, maxOutageMs, signal: own, onProgress } = settings;
    const signal = own ? AbortSignal.any([own, this.#stop.signal]) : this.#stop.signal;
    // One listener for each chat in progress.
    setMaxListeners(0, signal);
    const store = new PictureStore(storage, { sourceId: settings.namespace, now: settings.now });
    const queue = new TaskQueue(chats, createTask);
    const health = new ServiceHealth({
      backOffMs,
      maxOutageMs,
      signal,
      hasUntried: () => queue.hasItems,
      onPause: (durationMs, failure) => this.#pause(durationMs, failure),
      onHold: (isHeld) => queue.hold(isHeld),
      onEnd: (failure) => this.#end(failure),
    });
    this.#settings = settings;
    this.#store = store;
    this.#signal = signal;
    this.#queue = queue;
    this.#health = health;
    this.#results = new RunResults(chats, onProgress);
    this.#attempt = new ChatAttempt({
      settings,
      store,
      lease: withLimitReports(createLease(storage), (limit) => settings.onStoreLimited?.(limit)),
      rateLimiter: new RateLimiter({ storage, name: `enrich:${source.id}`, ...rateLimit, signal }),
      health,
      signal,
      isPaused: () => queue.isPaused,
      onProbe: (chatId) => this.#results.asked(chatId),
    });
  }

  /** @throws the reason of the caller's signal. */
  async run(): Promise<Pick<EnrichReport, 'chats' | 'counts' | 'bytes' | 'stopped'>> {
    this.#results.report();
    // A store that does not answer fails the chats themselves.
    if (!this.#settings.dryRun) await this.#store.announceWork().catch(() => undefined);
    const close = () => this.#queue.close();
    this.#signal.addEventListener('abort', close, { once: true });
    await Promise.all(Array.from({ length: this.#settings.concurrency }, () => this.#work()));
    await this.#health.settled();
    this.#signal.removeEventListener('abort', close);
    this.#settings.signal?.throwIfAborted();
    for (const task of this.#queue.close()) this.#results.add(task, failed(task.failure));
    const stopped = this.#stopped;
    return { ...this.#results.finish(), ...(stopped && { stopped }) };
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
      const result = await this.#attempt.run(task);
      if (result === 'later') {
        this.#queue.retry(task);
        return;
      }
      const { chatId } = task.chat;
      this.#health.answered('store', () => this.#store.get(chatId));
      this.#results.add(task, result);
      this.#queue.done();
    } catch (thrown) {
      const isStopping =
        this.#settings.signal?.aborted || (this.#stop.signal.aborted && thrown === this.#stop.signal.reason);
      if (!isStopping) {
        this.#fail(task, toFailure(thrown), startedAt);
        return;
      }
      if (task.failure) this.#results.add(task, failed(task.failure));
      this.#queue.done();
    }
  }

  #fail(task: Task, failure: Failure, startedAt: number): void {
    const { service, code, retryable, retryAfterMs = 0 } = failure;
    task.failure = failure;
    const { backOffMs, maxOutageMs } = this.#settings;
    // It waited for a decoder of this process, which says nothing about the host of its picture; or its host asks for a longer wait than a run
    // may take, which says nothing about other hosts.
    const isOwn = code === 'image-busy' || (service === 'images' && retryAfterMs > maxOutageMs);
    if (!isOwn) this.#health.failed(failure, task.chat.chatId, startedAt);
    // During an outage, no chat uses up its tries.
    const isOutage = !isOwn && this.#health.isFailing(service);
    if (!isOutage) task.failures += 1;
    const tries = code === 'timeout' ? TRIES_AFTER_TIMEOUT : TRIES[service];
    const isTriedAgain = retryable && retryAfterMs <= maxOutageMs && (isOutage || task.failures < tries);
    if (isTriedAgain && !this.#stop.signal.aborted) {
      const waitMs = backOff(backOffMs, Math.max(1, task.failures), retryAfterMs);
      task.notBefore = performance.now() + waitMs;
      this.#queue.retry(task);
    } else {
      this.#results.add(task, failed(failure));
      this.#queue.done();
    }
  }

  #pause(durationMs: number, { message }: Failure): void {
    this.#queue.pause(durationMs);
    this.#results.report({ waitingUntil: this.#settings.now() + durationMs, waitingFor: message });
  }

  /** Stops the run: no further request is sent; chats in progress may finish. */
  #end({ code, message }: Failure): void {
    this.#stopped ??= { code, message };
    this.#stop.abort();
  }
}
