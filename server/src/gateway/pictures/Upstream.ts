import { setTimeout as delay } from 'node:timers/promises';
import { type ChatId, type ChatPicture, ChatPictureError, type PictureSource } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { untilAborted } from '../../lib/untilAborted.js';
import { withTimeout } from '../../lib/withTimeout.js';
import type { Budget } from '../../store/createBudget.js';
import type { Emit } from '../PictureGatewayEvent.js';
import { validateAnswer } from './validateAnswer.js';

/** Low enough to spare WhatsApp, high enough that a few chats that hang do not delay the rest of a screen. */
const CONCURRENCY = 10;

/** The longest queue: ten screens of chats. Further calls fail at once. */
const MAX_QUEUED = 1_000;

/** The longest pause that a source's `Retry-After` can cause, in ms. */
const MAX_PAUSE_MS = 60 * 60 * 1000;

/** The pause after `unauthorized`, in ms. */
const UNAUTHORIZED_PAUSE_MS = 60_000;

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
  rateLimiter: Budget;
  timeoutMs: number;
  now: () => number;
  emit: Emit;
}

/**
 * Calls the source through a bounded queue, with limited concurrency and rate. `timeoutMs` covers the time in the queue, so that
 * a call takes no longer under load. After `unauthorized`, which further calls would get as well, the source is paused for a
 * minute and every call rejects with that error.
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
    const timedOut = () =>
      new ChatPictureError('timeout', `The picture source did not answer within ${timeoutMs} ms.`);
    // A refresh goes first, because a person waits for it.
    const priority = refresh ? 1 : 0;
    return withTimeout({ timeoutMs, signal, timedOut }, (own) =>
      this.#queue.add(() => this.#call(chatId, refresh, own), { signal: own, priority }),
    );
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
    await this.#waitForRateLimit(signal);
    // The source may have refused another call while this one was in the queue.
    this.throwIfPaused();
    const askedAt = now();
    try {
      const answer = await untilAborted(
        Promise.resolve(source.getChatPicture(chatId, { refresh, signal })),
        signal,
      );
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

  async #waitForRateLimit(signal: AbortSignal): Promise<void> {
    const waitUntil = performance.now() + MAX_LIMIT_WAIT_MS;
    for (;;) {
      const spent = await this.#options.rateLimiter.take();
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

  #pause(error: ChatPictureError): void {
    const durationMs = Math.min(Math.max(UNAUTHORIZED_PAUSE_MS, error.retryAfterMs ?? 0), MAX_PAUSE_MS);
    this.#refusal = { error, until: this.#options.now() + durationMs };
    this.#options.emit({ type: 'source-paused', durationMs });
  }
}
