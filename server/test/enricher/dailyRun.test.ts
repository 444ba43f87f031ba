import { type EnrichProgress, enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_PICTURE, stubEnrichSource } from './stubEnrichSource.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MONDAY = Date.UTC(2026, 10, 23);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs that share a store. Each request takes `requestMs`. */
function setUp(count: number, requestMs = 0) {
  const storage = createStorage();
  const source = stubEnrichSource(count, async () => {
    if (requestMs > 0) await new Promise((resolve) => setTimeout(resolve, requestMs));
    return NO_PICTURE;
  });
  const runAt = async (time: number, onProgress?: (progress: EnrichProgress) => void) => {
    vi.setSystemTime(time);
    const before = source.asked.length;
    const running = enrichContacts({ source, storage, top: count, concurrency: 1, onProgress });
    await vi.runAllTimersAsync();
    const report = await running;
    return { ...report, requests: source.asked.length - before };
  };
  return { runAt, storage, source };
}

describe('a daily run', () => {
  it.each([
    ['starts 12 min earlier than the day before', 7 * HOUR + 12 * MINUTE, 31 * HOUR],
    ['follows a day of 23 h', 7 * HOUR, 30 * HOUR],
    ['starts 1 s earlier', 7 * HOUR, 31 * HOUR - SECOND],
    ['follows a day of 25 h', 7 * HOUR, 32 * HOUR],
  ])('requests every chat if it %s', async (_, first, second) => {
    const { runAt } = setUp(30);
    expect((await runAt(MONDAY + first)).requests).toBe(30);
    expect(await runAt(MONDAY + second)).toMatchObject({ requests: 30, counts: { 'not-due': 0 } });
  });

  it('requests every chat if the run of the day before took three hours', async () => {
    const { runAt } = setUp(180, MINUTE);
    expect((await runAt(MONDAY + 7 * HOUR)).durationMs).toBeGreaterThanOrEqual(3 * HOUR);
    expect((await runAt(MONDAY + 31 * HOUR)).requests).toBe(180);
  });

  it('reports a chat with an answer from the last 20 h as not-due, without a request', async () => {
    const { runAt } = setUp(3);
    await runAt(MONDAY);
    const second = await runAt(MONDAY + 19 * HOUR);
    expect(second).toMatchObject({ requests: 0, counts: { 'not-due': 3, unchanged: 0 } });
    expect(second.chats[0]).toMatchObject({ outcome: 'not-due', asked: false });
  });
});

describe('a clock that steps back three days', () => {
  it('changes no duration, and the next run requests every chat', async () => {
    const { runAt } = setUp(30, SECOND);
    const report = await runAt(MONDAY, ({ done }) => {
      if (done === 10) vi.setSystemTime(MONDAY - 72 * HOUR);
    });
    expect(report.counts.none).toBe(30);
    expect(report.startedAt).toBe(MONDAY);
    expect(report.durationMs).toBeGreaterThanOrEqual(30 * SECOND);
    expect(report.durationMs).toBeLessThan(60 * SECOND);
    expect((await runAt(MONDAY - 48 * HOUR)).requests).toBe(30);
  });
});

describe('onProgress', () => {
  it.each<[string, () => void]>([
    [
      'throws',
      () => {
        throw new Error('a-secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a-secret'))],
  ])('that %s is ignored and reported once as a warning, without its message', async (_, onProgress) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const report = await setUp(5).runAt(MONDAY, onProgress);
    expect(report.counts.none).toBe(5);
    expect(warn).toHaveBeenCalledOnce();
    expect(String(warn.mock.calls[0]?.[0])).toMatch(/^onProgress failed with an error \(Error\)/);
    expect(String(warn.mock.calls[0]?.[0])).not.toContain('a-secret');
    warn.mockRestore();
  });
});
