import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RateLimiter } from '../../src/enricher/run/RateLimiter.js';
import { SourceBudget } from '../../src/gateway/upstream/SourceBudget.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';

const DAY = 24 * 60 * 60 * 1000;
const WINDOW = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** As a clock does that ran ahead and is corrected. Timers and the monotonic clock go on. */
const stepBack = () => vi.setSystemTime(Date.now() - 3 * DAY);

/** 40 requests in a minute: 10 of one caller, 10 refreshes, 2 refreshes of one caller. */
const sourceBudget = () =>
  new SourceBudget(createStorage(), { points: 40, durationMs: WINDOW, name: 'instance' });

const request = (refresh: boolean, caller?: string) => ({ chatId: chatIdOf(0), refresh, caller });

/** Spends a share as the gateway does. Resolves to the time until the next try, in ms; 0 if there was some left. */
async function spendShare(budget: SourceBudget, refresh: boolean, caller: string) {
  const spent = budget.spendShare(request(refresh, caller));
  return spent.then(
    () => 0,
    (error: { retryAfterMs: number }) => error.retryAfterMs,
  );
}

async function take(budget: SourceBudget, refresh: boolean) {
  const taken = await budget.take(request(refresh));
  return taken.allowed ? 0 : taken.retryAfterMs;
}

it.each<[string, number, (budget: SourceBudget) => Promise<number>]>([
  ['all requests', 40, (budget) => take(budget, false)],
  ['refreshes', 10, (budget) => take(budget, true)],
  ['one caller', 10, (budget) => spendShare(budget, false, 'mona')],
  ['the refreshes of one caller', 2, (budget) => spendShare(budget, true, 'mona')],
])(
  'the limit of %s ends within its window after the clock has stepped back three days',
  async (_, points, spend) => {
    const budget = sourceBudget();
    for (let spent = 0; spent < points; spent += 1) expect(await spend(budget)).toBe(0);
    stepBack();
    const wait = await spend(budget);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(WINDOW);
    await vi.advanceTimersByTimeAsync(wait - 1000);
    expect(await spend(budget)).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await spend(budget)).toBe(0);
  },
);

it('the enricher goes on within its window after the clock has stepped back three days', async () => {
  // The first request is sent late in its slot, so that the third one is in the same window.
  vi.spyOn(Math, 'random').mockReturnValue(0).mockReturnValueOnce(0.9);
  const { signal } = new AbortController();
  const options = { storage: createStorage(), name: 'enrich', signal };
  const limiter = new RateLimiter({ ...options, limit: 2, windowMs: WINDOW });
  let taken = 0;
  const run = async () => {
    for (; taken < 4; taken += 1) await limiter.take();
  };
  void run();
  await vi.advanceTimersByTimeAsync(WINDOW * 0.9);
  expect(taken).toBe(2);
  stepBack();
  await vi.advanceTimersByTimeAsync(WINDOW * 2);
  expect(taken).toBe(4);
});
