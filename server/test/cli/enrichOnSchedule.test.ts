import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enrichOnSchedule } from '../../src/cli/commands/enrich/enrichOnSchedule.js';
import { CliError } from '../../src/cli/shared/CliError.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAILY = { schedule: '0 7 * * *', timeZone: 'UTC' };
/** One hour before the first run. */
const START = Date.UTC(2026, 10, 23, 6);

let lines: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  lines = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Runs the schedule for `hours`. Resolves to the start of each run, as hours and minutes since the start of the first day. */
async function startsOf(hours: number, run: (count: number) => number | Error): Promise<string[]> {
  const stop = new AbortController();
  const starts: string[] = [];
  const running = enrichOnSchedule(
    async () => {
      const minutes = Math.round((Date.now() - Date.UTC(2026, 10, 23)) / MINUTE);
      starts.push(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`);
      const result = run(starts.length);
      if (result instanceof Error) throw result;
      return result;
    },
    DAILY,
    stop.signal,
  );
  await vi.advanceTimersByTimeAsync(hours * HOUR);
  stop.abort();
  expect(await running).toBe(0);
  return starts;
}

describe('a scheduled run', () => {
  it('is not repeated after a success', async () => {
    expect(await startsOf(30, () => 0)).toEqual(['7:00', '31:00']);
    expect(lines[0]).toBe('The next run is at 2026-11-23 07:00:00 (UTC).');
  });

  it.each([1, 3])('that ends with exit code %i is repeated until it succeeds', async (code) => {
    expect(await startsOf(30, (count) => (count < 4 ? code : 0))).toEqual([
      '7:00',
      '7:05',
      '7:20',
      '7:50',
      '31:00',
    ]);
    expect(lines).toContain('The run is repeated at 2026-11-23 07:05:00 (UTC).');
  });

  it('is repeated every hour during an outage of a day, and the schedule stays', async () => {
    const starts = await startsOf(26, () => 3);
    expect(starts.slice(0, 6)).toEqual(['7:00', '7:05', '7:20', '7:50', '8:50', '9:50']);
    expect(starts).toContain('30:50');
    expect(starts.slice(starts.indexOf('30:50'))).toEqual(['30:50', '31:00', '31:05', '31:20', '31:50']);
  });

  it('in which some chats failed (exit code 2) is repeated three times', async () => {
    expect(await startsOf(30, () => 2)).toEqual([
      '7:00',
      '7:05',
      '7:20',
      '7:50',
      '31:00',
      '31:05',
      '31:20',
      '31:50',
    ]);
  });

  it('in which some chats failed is repeated three times after an outage too', async () => {
    const starts = await startsOf(20, (count) => (count <= 3 ? 3 : 2));
    expect(starts).toEqual(['7:00', '7:05', '7:20', '7:50', '8:50', '9:50', '10:50']);
  });

  it('that throws prints the message of an expected error, and is repeated', async () => {
    const starts = await startsOf(2, (count) => (count === 1 ? new CliError('The store is down.') : 0));
    expect(starts).toEqual(['7:00', '7:05']);
    expect(lines).toContain('The store is down.');
  });

  it('that throws an unexpected error prints its name and stack, without its message', async () => {
    await startsOf(2, (count) => (count === 1 ? new TypeError('a-secret\nin two lines') : 0));
    const text = lines.join('\n');
    expect(text).toMatch(/^The run failed with an unexpected error \(TypeError\)/m);
    expect(text).toMatch(/^\s+at .*enrichOnSchedule\.test\.ts/m);
    expect(text).not.toContain('a-secret');
    expect(text).not.toContain('in two lines');
  });
});
