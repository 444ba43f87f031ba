import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { SourceBudget } from '../../src/gateway/upstream/SourceBudget.js';
import { JOHN, MONA } from './gateways.fixture.js';

afterEach(() => {
  vi.useRealTimers();
});

it('a refresh that waits for the common limit spends one of the refreshes', async () => {
  vi.useFakeTimers();
  // One refresh of four requests.
  const budget = new SourceBudget(createStorage(), { points: 4, durationMs: 1_000, name: 'wawp' });
  const request = (chatId: string, refresh: boolean) => ({
    chatId: chatId as never,
    refresh,
    caller: undefined,
  });
  for (let sent = 0; sent < 4; sent += 1)
    expect(await budget.take(request(MONA, false))).toEqual({ allowed: true });
  vi.advanceTimersByTime(600);
  const refresh = request(JOHN, true);
  expect(await budget.take(refresh)).toEqual({ allowed: false, retryAfterMs: 400 });
  vi.advanceTimersByTime(400);
  expect(await budget.take(refresh)).toEqual({ allowed: true });
  expect(await budget.take(request(MONA, true))).toMatchObject({ allowed: false });
});
