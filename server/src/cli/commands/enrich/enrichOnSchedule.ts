import { once } from 'node:events';
import { Cron } from 'croner';
import { CliError } from '../../shared/CliError.js';
import { EXIT } from './exitCodes.js';

export interface ScheduleOptions {
  schedule?: string;
  timeZone?: string;
}

const MINUTE = 60_000;

/** Waits before a failed run is repeated, in ms. The last one applies to all further repetitions. */
const RETRY_AFTER_MS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];

/** A chat that failed again in so many repetitions is left to the next scheduled run. */
const RETRIES_FOR_CHATS = 3;

/**
 * Calls `run` on a cron schedule until `signal` aborts. A run that fails is repeated before the next scheduled one: after 5, 15
 * and 30 min, then every hour. If only some chats failed, it is repeated three times. An error that `run` throws is printed.
 */
export async function enrichOnSchedule(
  run: () => Promise<number>,
  { schedule = '', timeZone }: ScheduleOptions,
  signal: AbortSignal,
): Promise<number> {
  let running: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  const start = (earlier: readonly number[] = []) => {
    running = runOnce(earlier);
    return running;
  };
  /** `earlier`: the exit codes since the scheduled run. */
  const runOnce = async (earlier: readonly number[]) => {
    const codes = [...earlier, await runSafely(run)];
    if (signal.aborted) return;
    const next = job.nextRun();
    const retryMs = retryAfter(codes);
    const retryAt = retryMs === undefined ? undefined : new Date(Date.now() + retryMs);
    if (retryAt && (next === null || retryAt < next)) {
      retry = setTimeout(() => void start(codes), retryMs);
      announce('The run is repeated', retryAt);
    } else {
      announce('The next run is', next);
    }
  };
  const announce = (what: string, at: Date | null) => {
    if (at)
      console.error(
        `${what} at ${at.toLocaleString('sv', { timeZone })}${timeZone ? ` (${timeZone})` : ''}.`,
      );
  };

  const job = new Cron(
    schedule,
    // `protect`: no second run starts while one is still running.
    { protect: true, ...(timeZone !== undefined && { timezone: timeZone }) },
    async () => {
      clearTimeout(retry);
      // A repetition may still be running.
      await running;
      if (!signal.aborted) await start();
    },
  );
  if (!signal.aborted) {
    announce('The next run is', job.nextRun());
    await once(signal, 'abort');
  }
  job.stop();
  clearTimeout(retry);
  await running;
  return EXIT.success;
}

/** The wait until the last of these runs is repeated, in ms; `undefined` if it is not. */
function retryAfter(codes: readonly number[]): number | undefined {
  const code = codes.at(-1);
  if (code === EXIT.success || code === EXIT.interrupted) return undefined;
  // A run that was stopped by an outage says nothing about its chats.
  const partial = codes.filter((each) => each === EXIT.partial).length;
  if (code === EXIT.partial && partial > RETRIES_FOR_CHATS) return undefined;
  return RETRY_AFTER_MS[Math.min(codes.length, RETRY_AFTER_MS.length) - 1];
}

async function runSafely(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (thrown) {
    console.error(thrown instanceof CliError ? thrown.message : describeUnexpected(thrown));
    return EXIT.notStarted;
  }
}

/** Without the message, which may contain a secret. */
function describeUnexpected(thrown: unknown): string {
  const { name, stack = '' } = thrown instanceof Error ? thrown : { name: typeof thrown };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [`The run failed with an unexpected error (${name}).`, ...frames].join('\n');
}
