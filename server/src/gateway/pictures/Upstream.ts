import { setTimeout as delay } from 'node:timers/promises';
import { type ChatId, type ChatPicture, ChatPictureError, type PictureSource } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { Budget } from '../../store/createBudget.js';
import type { Emit } from '../PictureGatewayEvent.js';
import { validateAnswer } from './validateAnswer.js';

/**
 * Few enough that a screen of chats is a trickle to WhatsApp, many enough that a few chats that hang do not hold up
 * the rest of it.
 */
const CONCURRENCY = 10;

/** Who comes when so many wait already is told so at once. Ten screens' worth. */
const MAX_QUEUED = 1_000;

/** How long the source is left alone at most, whatever it says, in ms. */
const LONGEST_PAUSE = 60 * 60 * 1000;

/** How long the source is left alone after it said `unauthorized`, in ms. */
const UNAUTHORIZED_PAUSE = 60_000;

/** Who would have to wait longer for the budget than this gets what is stored instead. In ms. */
const LONGEST_BUDGET_WAIT = 2_000;

/** So many wait for the source that this one was not even queued. */
export class UpstreamQueueFullError extends ChatPictureError {
  constructor() {
    super('rate-limited', 'So many pictures are being asked for that this one has to wait.', {
      retryAfterMs: 1_000,
    });
  }
}

export interface UpstreamOptions {
  source: PictureSource;
  /** How often the source may be asked, by all who share it. */
  budget: Budget;
  timeoutMs: number;
  now: () => number;
  emit: Emit;
}

/**
 * The one way to the source. No more than a few calls at a time; each has a deadline, which covers its wait for a turn
 * too, so that nobody waits longer however many have asked; and after `unauthorized`, which every further call would
 * get as well, a minute of silence in which that same error is the answer.
 */
export class Upstream {
  readonly #options: UpstreamOptions;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  #refusal: { error: ChatPictureError; until: number } | undefined;

  constructor(options: UpstreamOptions) {
    this.#options = options;
  }

  /** @throws {ChatPictureError}, {@link UpstreamQueueFullError} among them, or the signal's reason. */
  async ask(chatId: ChatId, refresh: boolean, signal: AbortSignal): Promise<ChatPicture> {
    const { timeoutMs } = this.#options;
    this.throwIfPaused();
    if (this.#queue.size >= MAX_QUEUED) throw new UpstreamQueueFullError();
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const expire = () =>
      controller.abort(
        new ChatPictureError('timeout', `The picture's source gave no answer within ${timeoutMs} ms.`),
      );
    const timer = setTimeout(expire, timeoutMs);
    try {
      // A person waits for a refresh; what only fills a list can wait a little longer.
      return await this.#queue.add(() => this.#call(chatId, refresh, controller.signal), {
        signal: controller.signal,
        priority: refresh ? 1 : 0,
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  throwIfPaused(): void {
    if (!this.#refusal) return;
    const { error, until } = this.#refusal;
    const retryAfterMs = until - this.#options.now();
    if (retryAfterMs > 0) {
      throw new ChatPictureError(error.code, error.message, {
        retryable: false,
        retryAfterMs,
        status: error.status,
      });
    }
    this.#refusal = undefined;
  }

  async #call(chatId: ChatId, refresh: boolean, signal: AbortSignal): Promise<ChatPicture> {
    const { source, now, emit } = this.#options;
    await this.#spend(signal);
    // The source may have refused another call while this one waited for its turn.
    this.throwIfPaused();
    const askedAt = now();
    try {
      const answer = await raceAbort(source.getChatPicture(chatId, { refresh, signal }), signal);
      const picture = validateAnswer(answer);
      emit({
        type: 'source-answered',
        chatId,
        refresh,
        durationMs: now() - askedAt,
        status: picture.status,
      });
      return picture;
    } catch (thrown) {
      const error = toChatPictureError(signal.aborted ? signal.reason : thrown);
      if (!signal.aborted || signal.reason instanceof ChatPictureError) {
        emit({ type: 'source-failed', chatId, refresh, durationMs: now() - askedAt, error });
      }
      if (error.code === 'unauthorized') this.#pause(error);
      throw error;
    }
  }

  async #spend(signal: AbortSignal): Promise<void> {
    const waitUntil = performance.now() + LONGEST_BUDGET_WAIT;
    for (;;) {
      const spent = await this.#options.budget.take();
      signal.throwIfAborted();
      if (spent.allowed) return;
      const { retryAfterMs } = spent;
      if (performance.now() + retryAfterMs > waitUntil) {
        throw new ChatPictureError(
          'rate-limited',
          'So many pictures were asked for that this one has to wait.',
          {
            retryAfterMs,
          },
        );
      }
      // Whoever aborts is told so by the queue.
      await delay(retryAfterMs, undefined, { signal });
    }
  }

  #pause(error: ChatPictureError): void {
    const durationMs = Math.min(Math.max(UNAUTHORIZED_PAUSE, error.retryAfterMs ?? 0), LONGEST_PAUSE);
    this.#refusal = { error, until: this.#options.now() + durationMs };
    this.#options.emit({ type: 'source-paused', durationMs });
  }
}

/** A source that does not mind its signal is left behind. */
function raceAbort<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
