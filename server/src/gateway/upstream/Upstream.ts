import { setTimeout as delay } from 'node:timers/promises';
import { type ChatPicture, ChatPictureError, type PictureSource } from 'chat-avatar/wawp';
import PQueue from 'p-queue';
import { untilAborted } from '../../lib/async/untilAborted.js';
import { withTimeout } from '../../lib/async/withTimeout.js';
import type { HeldBytes } from '../../lib/memory/ByteBudget.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { Emit } from '../emitter.js';
import { GatewayBusyError, GatewayLimitError } from './GatewayLimitError.js';
import { type BreakerCall, SourceBreaker } from './SourceBreaker.js';
import type { SourceBudget, SourceRequest } from './SourceBudget.js';
import type { SharedFailureMap, SharedFailures } from './sharedFailures.js';
import { answerBytes, undelivered } from './undelivered.js';
import { validateAnswer } from './validateAnswer.js';

/** Low enough to spare WhatsApp, high enough that a few chats that hang do not delay the rest of a screen. */
const CONCURRENCY = 10;

/** The longest queue: ten screens of chats. Further calls fail at once. */
const MAX_QUEUED = 1_000;

/** A call that would wait longer for the rate limit fails at once, so that the stored picture is served. In ms. */
const MAX_LIMIT_WAIT_MS = 2_000;

/** The part of `timeoutMs` after which a call is not started any more. Without it, calls that time out together would all be sent. */
const LATEST_START = 0.9;

/** The result of a call for which there is no memory when its turn has come. */
const noRoom = Symbol('no room');

export interface UpstreamOptions {
  source: PictureSource;
  /** Shared by all gateways that have the same source and Redis. */
  budget: SourceBudget;
  timeoutMs: number;
  /** Monotonic, in ms. */
  clock: () => number;
  emit: Emit;
  /** Failures of other replicas. */
  failures: SharedFailureMap;
  /** Pauses of the source, of other replicas. */
  pauses: SharedFailures;
}

/**
 * Calls the source through a bounded queue, with limited concurrency, rate and memory. `timeoutMs` covers the time in the queue, so that
 * a call takes no longer under load. After an error that further calls would get as well, the source is paused, and every call rejects
 * with that error.
 */
export class Upstream {
  readonly #options: UpstreamOptions;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  /** Number of calls that wait for their turn. */
  #waiting = 0;
  readonly #breaker: SourceBreaker;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#breaker = new SourceBreaker({ ...options, failures: options.pauses });
  }

  /**
   * The answer is counted in `held`, which the caller releases when it has delivered it.
   *
   * @throws {ChatPictureError}, {@link GatewayLimitError} among them, or the signal's reason.
   */
  async ask(request: SourceRequest, held: HeldBytes, signal: AbortSignal): Promise<ChatPicture> {
    const { timeoutMs } = this.#options;
    this.throwIfPaused();
    if (this.#waiting >= MAX_QUEUED)
      throw new GatewayBusyError('Too many pictures are waiting for the source. Try again in a moment.');
    const calledAt = performance.now();
    const latestStart = calledAt + timeoutMs * LATEST_START;
    let isAsked = false;
    const busy = () =>
      new GatewayBusyError(
        `The gateway was busy with other pictures for ${Math.round(performance.now() - calledAt)} ms, and has not asked for this one. Try again in a moment.`,
      );
    const timedOut = () =>
      isAsked
        ? new ChatPictureError(
            'timeout',
            `The picture source did not answer within ${timeoutMs} ms. WhatsApp may be slow to answer it; try again, or raise timeoutMs.`,
          )
        : busy();
    return withTimeout({ timeoutMs, signal, timedOut }, (own) =>
      this.#inTurn(request, held, own, async () => {
        if (performance.now() > latestStart) throw busy();
        // First, so that a call that is not sent spends nothing of the rate limit.
        const call = await this.#breaker.begin(request.chatId, own);
        try {
          await this.#waitForRateLimit(request, own);
          // The source may have refused another call meanwhile.
          this.throwIfPaused();
          isAsked = true;
          return await this.#call(request, held, call, own);
        } finally {
          call.end();
        }
      }),
    );
  }

  /** A refresh goes first, because a person waits for it. */
  async #inTurn(
    { refresh }: SourceRequest,
    held: HeldBytes,
    signal: AbortSignal,
    call: () => Promise<ChatPicture>,
  ): Promise<ChatPicture> {
    const priority = refresh ? 1 : 0;
    let isWaiting = true;
    this.#waiting += 1;
    const leave = () => {
      if (isWaiting) this.#waiting -= 1;
      isWaiting = false;
    };
    const start = async () => {
      if (!undelivered.hasRoom) return noRoom;
      leave();
      held.reserve();
      return call();
    };
    try {
      for (;;) {
        // Outside of the queue, where a call that waits for room would keep a refresh from its turn.
        if (!undelivered.hasRoom) await undelivered.waitForRoom(signal, { isUrgent: refresh });
        const answer = await this.#queue.add(start, { signal, priority });
        if (answer !== noRoom) return answer;
      }
    } finally {
      leave();
    }
  }

  throwIfPaused(): void {
    this.#breaker.throwIfPaused();
  }

  async #call(
    request: SourceRequest,
    held: HeldBytes,
    call: BreakerCall,
    signal: AbortSignal,
  ): Promise<ChatPicture> {
    const { source, emit } = this.#options;
    const { chatId, refresh } = request;
    const askedAt = performance.now();
    try {
      const answer = await untilAborted(
        Promise.resolve(source.getChatPicture(chatId, { refresh, signal })),
        signal,
      );
      const picture = validateAnswer(answer);
      // Before the next call of the queue starts.
      held.add(answerBytes(picture));
      call.answered();
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
      call.failed(error);
      throw error;
    }
  }

  async #waitForRateLimit(request: SourceRequest, signal: AbortSignal): Promise<void> {
    const { budget } = this.#options;
    await budget.spendShare(request);
    const waitUntil = performance.now() + MAX_LIMIT_WAIT_MS;
    for (;;) {
      const spent = await budget.take(request);
      signal.throwIfAborted();
      if (spent.allowed) return;
      const { retryAfterMs } = spent;
      if (performance.now() + retryAfterMs > waitUntil) {
        throw new GatewayLimitError(
          'The rate limit of the picture source is used up. Try again later.',
          retryAfterMs,
        );
      }
      await delay(retryAfterMs, undefined, { signal });
    }
  }
}
