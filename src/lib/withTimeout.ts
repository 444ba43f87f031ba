import { untilAborted } from './untilAborted.js';

/** The longest `setTimeout`, in ms. A longer one fires at once, in browsers and in Node. */
export const MAX_TIMEOUT = 2 ** 31 - 1;

export interface WithTimeoutOptions {
  /** In ms, at most {@link MAX_TIMEOUT}. */
  timeoutMs: number;
  /** The caller's signal. */
  signal?: AbortSignal | undefined;
  /** The error of the time-out. */
  timedOut: () => Error;
}

/**
 * Time-out. Runs `execute` with a signal that aborts when the caller's signal does, or with `timedOut()` after `timeoutMs`. Rejects
 * with that signal's reason at once, also when `execute` ignores it. Leaves no timer and no listener behind.
 *
 * `AbortSignal.timeout()` cannot be cleared, and `AbortSignal.any()` is missing before Node 20.3 and Safari 17.4.
 */
export async function withTimeout<T>(
  { timeoutMs, signal, timedOut }: WithTimeoutOptions,
  execute: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const timer = setTimeout(() => controller.abort(timedOut()), timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await untilAborted(execute(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
