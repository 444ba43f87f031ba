import { ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { delay } from '../../lib/async/delay.js';
import { callListener } from '../../lib/callListener.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { EnrichOverview } from '../EnrichOptions.js';
import { type EnrichProgress, noCounts } from '../EnrichReport.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { backOff } from '../run/backOff.js';

/** A page of this size is not halved further. */
const SMALLEST_PAGE = 10;
/** For errors that are no outage of Wawp. */
const TRIES = 3;

/** Errors of an outage of Wawp or of the network, which may last for `maxOutageMs`. */
const OUTAGE: ReadonlySet<ChatPictureErrorCode> = new Set([
  'network',
  'timeout',
  'server-error',
  'rate-limited',
]);

export interface PageRequest {
  limit: number;
  offset: number;
}

export interface Page {
  /** Empty beyond the end of the list. */
  entries: readonly EnrichOverview[];
  /** The size for the next page: smaller than the requested one if that was too slow or too large. */
  limit: number;
}

/**
 * One page of the overview. A page that times out or is too large is requested again with half the size, because Wawp may look up a
 * picture for each chat of a page, or send it inline. An outage is waited out for up to `maxOutageMs`, as for a chat.
 *
 * @throws {ChatPictureError} if the page cannot be read; the signal's reason.
 */
export async function fetchPage(settings: EnrichSettings, { limit, offset }: PageRequest): Promise<Page> {
  const isFirst = offset === 0;
  const retries = new Retries(settings);
  for (let size = limit; ; size = Math.max(SMALLEST_PAGE, Math.floor(size / 2))) {
    const page = isFirst ? { limit: size } : { limit: size, offset };
    const canBeSmaller = size > SMALLEST_PAGE;
    try {
      return { entries: await retries.fetch(page, canBeSmaller), limit: size };
    } catch (thrown) {
      settings.signal?.throwIfAborted();
      const error = toChatPictureError(thrown);
      if (canBeSmaller && isTooMuch(error)) continue;
      if (isTooLarge(error)) throw ignoresLimit(error, size);
      if (isFirst && isRejected(error)) return { entries: await retries.fetch({}, false), limit: size };
      // The pages so far are complete.
      if (!isFirst && (isRejected(error) || thrown instanceof BeyondTheEnd))
        return { entries: [], limit: size };
      throw error;
    }
  }
}

function isTooMuch({ code, status }: ChatPictureError): boolean {
  return code === 'timeout' || isTooLarge({ code, status });
}

/** Without a status, the response was accepted and turned out to be too large. */
function isTooLarge({ code, status }: Pick<ChatPictureError, 'code' | 'status'>): boolean {
  return code === 'invalid-response' && status === undefined;
}

function ignoresLimit(error: ChatPictureError, size: number): ChatPictureError {
  return new ChatPictureError(
    error.code,
    `The overview is too large even with limit=${size}, so this Wawp server ignores limit, and its list of chats cannot be read in pages. ` +
      `Ask Wawp to make it smaller, or delete old chats of the session. ${error.message}`,
  );
}

/** Wawp documents neither `limit` nor `offset`, so a server may reject them. */
function isRejected({ code }: ChatPictureError): boolean {
  return code === 'invalid-response' || code === 'invalid-chat-id';
}

/** Some servers fail beyond the end of the list. */
class BeyondTheEnd extends Error {}

/** Repeats the requests for one page. */
class Retries {
  readonly #settings: EnrichSettings;
  /** Start of the first request that failed, in ms of `performance.now()`. */
  #failingSince: number | undefined;

  constructor(settings: EnrichSettings) {
    this.#settings = settings;
  }

  /** @throws {ChatPictureError} that of the last try; {@link BeyondTheEnd}; the signal's reason. */
  async fetch(page: Partial<PageRequest>, throwsTimeout: boolean): Promise<readonly EnrichOverview[]> {
    const { signal } = this.#settings;
    for (let tries = 1; ; tries += 1) {
      const startedAt = performance.now();
      try {
        return await this.#request(page);
      } catch (thrown) {
        signal?.throwIfAborted();
        this.#failingSince ??= startedAt;
        const error = toChatPictureError(thrown);
        if (throwsTimeout && error.code === 'timeout') throw error;
        if (tries >= TRIES && error.code === 'server-error' && (await this.#isOfPage(page)))
          throw new BeyondTheEnd();
        await this.#wait(error, tries);
      }
    }
  }

  #request(page: Partial<PageRequest>): Promise<readonly EnrichOverview[]> {
    const { source, signal } = this.#settings;
    return source.getChatsOverview({ ...page, ...(signal && { signal }) });
  }

  /** Whether a page alone fails: the first page, which was answered before, still is. */
  async #isOfPage({ limit, offset = 0 }: Partial<PageRequest>): Promise<boolean> {
    if (offset === 0) return false;
    return this.#request({ ...(limit !== undefined && { limit }) }).then(
      () => true,
      () => false,
    );
  }

  /** Waits until the next try. The last one of an outage is after `maxOutageMs`. @throws {ChatPictureError} if there is none. */
  async #wait(error: ChatPictureError, tries: number): Promise<void> {
    const { signal, backOffMs, maxOutageMs, onProgress, now } = this.#settings;
    const { code, message, retryable, retryAfterMs = 0 } = error;
    const isOutage = OUTAGE.has(code);
    if (!retryable || (!isOutage && tries >= TRIES)) throw error;
    const remainingMs = maxOutageMs - (performance.now() - (this.#failingSince ?? performance.now()));
    if (retryAfterMs > remainingMs) throw waitsTooLong(error, retryAfterMs);
    if (remainingMs <= 0) throw lastsTooLong(error, maxOutageMs);
    const waitMs = Math.min(backOff(backOffMs, tries, retryAfterMs), remainingMs);
    callListener<EnrichProgress>('onProgress', onProgress, {
      total: 0,
      done: 0,
      counts: noCounts(),
      waitingUntil: now() + waitMs,
      waitingFor: message,
    });
    await delay(waitMs, signal);
  }
}

function waitsTooLong(error: ChatPictureError, waitMs: number): ChatPictureError {
  return withAdvice(error, `Wawp asks to wait for ${minutes(waitMs)} min. Run it again after that.`);
}

function lastsTooLong(error: ChatPictureError, outageMs: number): ChatPictureError {
  return withAdvice(
    error,
    `The list of conversations could not be read for ${minutes(outageMs)} min. Run it again later.`,
  );
}

function withAdvice(error: ChatPictureError, advice: string): ChatPictureError {
  const { code, message, retryAfterMs, status } = error;
  return new ChatPictureError(code, `${message} ${advice}`, { retryAfterMs, status });
}

const minutes = (ms: number) => Math.ceil(ms / 60_000);
