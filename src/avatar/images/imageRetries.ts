/** The pause before a picture that failed is loaded again, in ms. Each failure in a row doubles it. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 10 * 60_000;

/** The whole page loads at most this many failed pictures again in each interval, in ms. */
const AT_ONCE = 4;
const INTERVAL = 5_000;

/** When each retry is due, on the clock of `performance.now()`. First in, first out. */
const waiting = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Exponential back-off, and a limit for the page. Calls `retry` once: after a pause that grows with `failures`, or when the
 * browser is online again. The limit keeps a page of a thousand failed pictures from flooding an image host that is down.
 *
 * @returns a function that cancels it.
 */
export function retryLater(failures: number, retry: () => void): () => void {
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  waiting.set(retry, performance.now() + pause);
  if (timer === undefined) {
    window.addEventListener('online', makeAllDue);
    timer = setTimeout(tick, INTERVAL);
  }
  return () => waiting.delete(retry);
}

/** Slow start. Each picture that loads again releases two more retries, so that recovery speeds up once the host answers. */
export function imageRecovered(): void {
  release(2, Infinity);
}

function makeAllDue(): void {
  for (const retry of waiting.keys()) waiting.set(retry, 0);
  release(AT_ONCE, 0);
}

function tick(): void {
  release(AT_ONCE, performance.now());
  timer = undefined;
  if (waiting.size > 0) timer = setTimeout(tick, INTERVAL);
  else window.removeEventListener('online', makeAllDue);
}

function release(count: number, now: number): void {
  const due = [...waiting].filter(([, time]) => time <= now).slice(0, count);
  for (const [retry] of due) {
    waiting.delete(retry);
    retry();
  }
}
