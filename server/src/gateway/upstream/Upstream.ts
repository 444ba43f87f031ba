import { setTimeout as delay } from 'node:timers/promises';
import { type ChatPicture, ChatPictureError, type PictureSource } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { untilAborted } from '../../lib/async/untilAborted.js';
import { withTimeout } from '../../lib/async/withTimeout.js';
import type { HeldBytes } from '../../lib/memory/ByteBudget.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { Emit } from '../emitter.js';
import { growingPause } from './growingPause.js';
import type { SourceBudget, SourceRequest } from './SourceBudget.js';
import { inlineBytes, undelivered } from './undelivered.js';
import { validateAnswer } from './validateAnswer.js';

/** Low enough to spare WhatsApp, high enough that a few chats that hang do not delay the rest of a screen. */
const CONCURRENCY = 10;

/** The longest queue: ten screens of chats. Further calls fail at once. */
const MAX_QUEUED = 1_000;

/** The longest pause that a source's `Retry-After` can cause, in ms. */
const MAX_PAUSE_MS = 60 * 60 * 1000;

/**
 * The pauses after `unauthorized`, in ms. Of all errors, only this one is certain to concern every chat: `session-not-ready` may also
 * be the answer about a single chat.
 */
const UNAUTHORIZED_PAUSE = { firstMs: 60_000, longestMs: 10 * 60_000 };

/** A call that would wait longer for the rate limit fails at once, so that the stored picture is served. In ms. */
const MAX_LIMIT_WAIT_MS = 2_000;

/** The queue to the source is full, and this call was not queued. */
export class UpstreamQueueFullError extends ChatPictureError {
  constructor() {
    super('rate-limited', 'Too many pictures are waiting for the source. Try again in a moment.', {
      retryAfterMs: 1_000,
    });
  }
}

export interface UpstreamOptions {
  source: PictureSource;
  /** Shared by all gateways that have the same source and Redis. */
  budget: SourceBudget;
  timeoutMs: number;
  /** Monotonic, in ms. */
  clock: () => number;
  emit: Emit;
}

/**
 * Calls the source through a bounded queue, with limited concurrency and rate. `timeoutMs` covers the time in the queue, so that
 * a call takes no longer under load. After `unauthorized`, which further calls would get as well, the source is paused, longer after each time, and every call rejects with that error.
 */
export class Upstream {
  readonly #options: UpstreamOptions;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  #refusal: { error: ChatPictureError; until: number } | undefined;
  /** Number of consecutive pauses. */
  #pauses = 0;

  constructor(options: UpstreamOptions) {
    this.#options = options;
  }

  /**
   * The answer is counted in `held`, which the caller releases when it has delivered it.
   *
   * @throws {ChatPictureError}, {@link UpstreamQueueFullError} among them, or the signal's reason.
   */
  async ask(request: SourceRequest, held: HeldBytes, signal: AbortSignal): Promise<ChatPicture> {
    const { timeoutMs } = this.#options;
    this.throwIfPaused();
    if (this.#queue.size >= MAX_QUEUED) throw new UpstreamQueueFullError();
    const timedOut = () =>
      new ChatPictureError('timeout', `The picture source did not answer within ${timeoutMs} ms.`);
    // A refresh goes first, because a person waits for it.
    const priority = request.refresh ? 1 : 0;
    return withTimeout({ timeoutMs, signal, timedOut }, (own) =>
      this.#queue.add(() => this.#call(request, held, own), { signal: own, priority }),
    );
  }

  throwIfPaused(): void {
    if (!this.#refusal) return;
    const { error, until } = this.#refusal;
    const retryAfterMs = until - this.#options.clock();
    if (retryAfterMs > 0) {
      throw new ChatPictureError(error.code, error.message, {
        retryable: false,
        retryAfterMs,
        status: error.status,
      });
    }
    this.#refusal = undefined;
  }

  async #call(request: SourceRequest, held: HeldBytes, signal: AbortSignal): Promise<ChatPicture> {
    const { source, budget, emit } = this.#options;
    const { chatId, refresh } = request;
    await undelivered.waitForRoom(signal);
    await budget.spendShare(request);
    await this.#waitForRateLimit(request, signal);
    // The source may have refused another call while this one was in the queue.
    this.throwIfPaused();
    const askedAt = performance.now();
    try {
      const answer = await untilAborted(
        Promise.resolve(source.getChatPicture(chatId, { refresh, signal })),
        signal,
      );
      const picture = validateAnswer(answer);
      // Before the next call of the queue starts.
      held.add(inlineBytes(picture));
      this.#pauses = 0;
      emit({
        type: 'source-answered',
        chatId,
        refresh,
        durationMs: performance.now() - askedAt,
        status: picture.status,
      });
      return picture;
    } catch (thrown) {
      const error = toChatPictureError(signal.aborted ? signal.reason : thrown);
      if (!signal.aborted || signal.reason instanceof ChatPictureError) {
        emit({ type: 'source-failed', chatId, refresh, durationMs: performance.now() - askedAt, error });
      }
      this.#pauseAfter(error);
      throw error;
    }
  }

  async #waitForRateLimit(request: SourceRequest, signal: AbortSignal): Promise<void> {
    const waitUntil = performance.now() + MAX_LIMIT_WAIT_MS;
    for (;;) {
      const spent = await this.#options.budget.take(request);
      signal.throwIfAborted();
      if (spent.allowed) return;
      const { retryAfterMs } = spent;
      if (performance.now() + retryAfterMs > waitUntil) {
        throw new ChatPictureError(
          'rate-limited',
          'The rate limit of the picture source is used up. Try again later.',
          {
            retryAfterMs,
          },
        );
      }
      await delay(retryAfterMs, undefined, { signal });
    }
  }

  #pauseAfter(error: ChatPictureError): void {
    // The calls that were in progress fail too, and count as one failure.
    const isPaused = this.#refusal !== undefined && this.#refusal.until > this.#options.clock();
    if (error.code !== 'unauthorized' || isPaused) return;
    this.#pauses += 1;
    const durationMs = Math.round(
      Math.min(
        Math.max(growingPause(UNAUTHORIZED_PAUSE, this.#pauses), error.retryAfterMs ?? 0),
        MAX_PAUSE_MS,
      ),
    );
    this.#refusal = { error, until: this.#options.clock() + durationMs };
    this.#options.emit({ type: 'source-paused', durationMs });
  }
}
