import { untilAborted } from '../lib/untilAborted.js';

/** Resolves after `ms`. Rejects with the signal's reason when the request is aborted first, as `fetch` does. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const passed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await untilAborted(passed, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Never resolves. Rejects with the signal's reason when the request is aborted. */
export function hang(signal: AbortSignal): Promise<never> {
  return untilAborted(new Promise<never>(() => {}), signal);
}
