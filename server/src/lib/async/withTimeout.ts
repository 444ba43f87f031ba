import { untilAborted } from './untilAborted.js';

export class TimeoutError extends Error {
  constructor(ms: number) {
    super(`There was no answer within ${ms} ms.`);
  }
}

export interface WithTimeoutOptions {
  /** In ms, less than 2^31. `undefined`: no limit. */
  timeoutMs: number | undefined;
  /** The caller's signal. */
  signal?: AbortSignal | undefined;
  /** The error of the time-out, a `TimeoutError` by default. */
  timedOut?: () => Error;
}

/**
 * Time-out. Runs `execute` with a signal that aborts when the caller's signal does, or with `timedOut()` after `timeoutMs`. Rejects
 * with that signal's reason at once, also when `execute` ignores it. Leaves no timer and no listener behind.
 */
export async function withTimeout<T>(
  { timeoutMs, signal, timedOut }: WithTimeoutOptions,
  execute: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const expire = (ms: number) => controller.abort(timedOut?.() ?? new TimeoutError(ms));
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await untilAborted(execute(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
