import { ChatPictureError } from 'chat-avatar/wawp';
import { delay } from '../../lib/async/delay.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { EnrichOverview } from '../EnrichOptions.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { backOff } from '../run/backOff.js';

/** A page of this size is not halved further. */
const SMALLEST_PAGE = 10;
const TRIES = 3;
const LONGEST_WAIT_MS = 5 * 60_000;

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
 * picture for each chat of a page, or send it inline.
 *
 * @throws {ChatPictureError} if the page cannot be read; the signal's reason.
 */
export async function fetchPage(settings: EnrichSettings, { limit, offset }: PageRequest): Promise<Page> {
  const isFirst = offset === 0;
  for (let size = limit; ; size = Math.max(SMALLEST_PAGE, Math.floor(size / 2))) {
    const page = isFirst ? { limit: size } : { limit: size, offset };
    const canBeSmaller = size > SMALLEST_PAGE;
    try {
      return { entries: await fetchWithRetry(settings, page, canBeSmaller), limit: size };
    } catch (thrown) {
      settings.signal?.throwIfAborted();
      const error = toChatPictureError(thrown);
      if (canBeSmaller && isTooMuch(error)) continue;
      if (isTooLarge(error)) throw ignoresLimit(error, size);
      if (isFirst && isRejected(error))
        return { entries: await fetchWithRetry(settings, {}, false), limit: size };
      // Some servers fail beyond the end of the list. The pages so far are complete.
      if (!isFirst && (isRejected(error) || error.code === 'server-error'))
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

async function fetchWithRetry(
  { source, signal, backOffMs }: EnrichSettings,
  page: Partial<PageRequest>,
  throwsTimeout: boolean,
): Promise<readonly EnrichOverview[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await source.getChatsOverview({ ...page, ...(signal && { signal }) });
    } catch (thrown) {
      signal?.throwIfAborted();
      const error = toChatPictureError(thrown);
      const waitMs = backOff(backOffMs, tries, error.retryAfterMs);
      if (!error.retryable || tries === TRIES || (throwsTimeout && error.code === 'timeout')) throw error;
      if (waitMs > LONGEST_WAIT_MS) throw waitsTooLong(error, waitMs);
      await delay(waitMs, signal);
    }
  }
}

function waitsTooLong(error: ChatPictureError, waitMs: number): ChatPictureError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new ChatPictureError(
    error.code,
    `${error.message} Wawp asks to wait for ${minutes} min. Run it again after that.`,
    {
      retryAfterMs: error.retryAfterMs,
      status: error.status,
    },
  );
}
