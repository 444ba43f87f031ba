import { setTimeout as delay } from 'node:timers/promises';
import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { ImageError } from '../images/ImageError.js';
import { createBudget } from '../store/createBudget.js';
import { dueAt } from '../store/dueAt.js';
import { createLease, type Lease } from '../store/Lease.js';
import type { PictureRecord } from '../store/PictureRecord.js';
import { PictureStore } from '../store/PictureStore.js';
import type { EnrichSettings } from './EnrichOptions.js';
import { type EnrichCounts, type EnrichedChat, type EnrichReport, noCounts } from './EnrichReport.js';
import { type Failure, toFailure } from './failures.js';
import type { ActiveChat } from './findActiveChats.js';
import { claimFace, type Kept, keepPicture, outcomeOf } from './keepPicture.js';
import { Setbacks } from './Setbacks.js';
import { Turns } from './Turns.js';

interface Task {
  chat: ActiveChat;
  /** What Wawp answered, so that a picture that did not come is tried again without another question. */
  picture: ChatPicture | undefined;
  asked: boolean;
  failures: number;
  failure?: Failure;
  /** Not to be looked at before, in ms of `performance.now()`. */
  notBefore: number;
}

/** As long as the time-outs of the client, the download and the store together; who dies with it holds others up for so long. */
const LEASE_MS = 30_000;
const LEASE_POLL_MS = 250;
/** Chats whose 24 h end within this time are waited for: a daily run never starts at the very same second. */
const PATIENCE_MS = 5 * 60_000;

const DEAD_URL: ReadonlySet<number | undefined> = new Set([403, 404, 410]);

/** One run over a list of chats. What is done is in the store, so that the next run only finds what is left. */
export class EnrichRun {
  readonly #settings: EnrichSettings;
  readonly #store: PictureStore;
  readonly #lease: Lease;
  readonly #turns: Turns;
  readonly #setbacks: Setbacks;
  readonly #queue: PQueue;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #results = new Map<ChatId, EnrichedChat>();
  readonly #counts: EnrichCounts = noCounts();
  #total = 0;
  #stopped: EnrichReport['stopped'];

  constructor(settings: EnrichSettings) {
    const { client, storage, concurrency, perSecond, backOffMs, signal } = settings;
    this.#settings = settings;
    this.#store = new PictureStore(storage);
    this.#lease = createLease(storage);
    this.#queue = new PQueue({ concurrency });
    this.#setbacks = new Setbacks(backOffMs);
    this.#signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    const budget = createBudget(storage, {
      points: Math.max(1, Math.round(perSecond)),
      durationMs: 1000,
      name: `enrich:${client.id}`,
    });
    this.#turns = new Turns({ perSecond, budget, signal: this.#signal });
  }

  /** @throws the signal's reason. */
  async run(chats: readonly ActiveChat[]): Promise<Omit<EnrichReport, 'startedAt' | 'durationMs'>> {
    this.#total = chats.length;
    this.#report();
    const tasks = chats.map((chat): Task => {
      return { chat, picture: chat.picture, asked: false, failures: 0, notBefore: 0 };
    });
    try {
      for (const task of tasks) this.#enqueue(task);
      await this.#queue.onIdle();
    } finally {
      this.#turns.close();
    }
    this.#settings.signal?.throwIfAborted();
    for (const task of tasks) if (!this.#results.has(task.chat.chatId)) this.#giveUp(task);
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
      const kept = await this.#attempt(task);
      // To the end of the line: others may have finished it by then.
      if (kept === 'later') this.#enqueue(task);
      else this.#finish(task, kept);
    } catch (thrown) {
      const isOver = this.#settings.signal?.aborted || (this.#stop.signal.aborted && isAbort(thrown));
      if (isOver) this.#queue.clear();
      else this.#fail(task, toFailure(thrown));
    }
  }

  async #attempt(task: Task): Promise<Kept | 'later'> {
    const { chat } = task;
    const record = await this.#store.get(chat.chatId);
    const early = this.#isDone(task, record);
    if (early && early !== 'later' && record && !this.#settings.dryRun) {
      await claimFace(this.#store, chat.chatId, record);
    }
    if (early) return early;
    if (this.#settings.dryRun) return { outcome: 'not-tried' };
    if (task.picture === undefined) await this.#turns.take();

    // The gateway's key too: whoever of the two is first asks for both.
    const release = await this.#lease.acquire(chat.chatId, LEASE_MS);
    if (release === undefined) {
      task.notBefore = performance.now() + LEASE_POLL_MS;
      return 'later';
    }
    try {
      const previous = await this.#store.get(chat.chatId);
      // Somebody may have finished it between our look and our turn.
      const late = this.#isDone(task, previous);
      if (late) return late;
      // Others may have been told to wait since this one took its turn. It waits without the lease, which would run out.
      if (task.picture === undefined && this.#turns.isPaused) return 'later';
      task.picture ??= await this.#ask(task);
      return await this.#keep(task, task.picture, previous);
    } finally {
      await release().catch(() => undefined);
    }
  }

  /** Whether there is nothing to ask: an answer younger than 24 h is on record. */
  #isDone(task: Task, record: PictureRecord | undefined): Kept | 'later' | undefined {
    const now = this.#settings.now();
    const waitMs = dueAt(record, now) - now;
    if (record === undefined || waitMs <= 0) return undefined;
    if (waitMs > PATIENCE_MS || task.notBefore > 0 || this.#settings.dryRun)
      return { outcome: outcomeOf(record) };
    this.#report({ waitingUntil: now + waitMs });
    // A little later: timers and clocks do not agree to the millisecond.
    task.notBefore = performance.now() + waitMs + 5;
    return 'later';
  }

  async #ask(task: Task): Promise<ChatPicture> {
    const { client, signal } = this.#settings;
    this.#signal.throwIfAborted();
    task.asked = true;
    const picture = await client.getChatPicture(task.chat.chatId, signal && { signal });
    this.#setbacks.clear();
    return picture;
  }

  async #keep(
    task: Task,
    picture: ChatPicture,
    previous: PictureRecord | undefined,
  ): Promise<Kept | 'later'> {
    try {
      return await keepPicture(this.#store, task.chat, previous, picture, this.#settings);
    } catch (thrown) {
      // The overview may be older than the URL's life; Wawp itself has a new one then.
      const isDead = thrown instanceof ImageError && DEAD_URL.has(thrown.status);
      if (!isDead || task.asked) throw thrown;
      task.picture = undefined;
      return 'later';
    }
  }

  #fail(task: Task, failure: Failure): void {
    task.failures += 1;
    task.failure = failure;
    const { endsRun, pauseMs, retryInMs } = this.#setbacks.judge(failure, task.failures);
    if (endsRun) {
      this.#end(failure);
    } else if (pauseMs > 0) {
      this.#turns.pause(pauseMs);
      this.#report({ waitingUntil: this.#settings.now() + pauseMs });
    }
    if (retryInMs === undefined || this.#stop.signal.aborted) {
      this.#finish(task, failed(failure));
      return;
    }
    task.notBefore = performance.now() + retryInMs;
    this.#enqueue(task);
  }

  /** Nothing more is asked. What is under way may come to its end. */
  #end({ code, message }: Failure): void {
    this.#stopped ??= { code, message };
    this.#queue.clear();
    this.#stop.abort();
  }

  /** After the run: those that were tried have failed, the others were not. */
  #giveUp(task: Task): void {
    this.#finish(task, task.failure ? failed(task.failure) : { outcome: 'not-tried' });
  }

  #finish({ chat, asked }: Task, result: Omit<EnrichedChat, 'chatId' | 'asked'>): void {
    const { chatId, name } = chat;
    const entry: EnrichedChat = { chatId, ...(name !== undefined && { name }), asked, ...result };
    this.#results.set(chatId, entry);
    this.#counts[entry.outcome] += 1;
    this.#report({ chat: entry });
  }

  #report(news: { chat?: EnrichedChat; waitingUntil?: number } = {}): void {
    const progress = { total: this.#total, done: this.#results.size, counts: { ...this.#counts }, ...news };
    try {
      this.#settings.onProgress?.(progress);
    } catch {
      // The reporter's own trouble must not cost anybody a face.
    }
  }
}

function failed({ code, message }: Failure) {
  return { outcome: 'failed' as const, code, message };
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
