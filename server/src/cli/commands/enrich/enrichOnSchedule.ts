import { once } from 'node:events';
import { Cron } from 'croner';
import { CliError } from '../../shared/CliError.js';

export interface ScheduleOptions {
  schedule?: string;
  timeZone?: string;
}

/** Calls `run` on a cron schedule until `signal` aborts. The error of a failed run is printed; later runs still start. */
export async function enrichOnSchedule(
  run: () => Promise<number>,
  { schedule = '', timeZone }: ScheduleOptions,
  signal: AbortSignal,
): Promise<number> {
  let running: Promise<void> = Promise.resolve();
  const runOnce = async () => {
    try {
      await run();
    } catch (thrown) {
      console.error(thrown instanceof CliError ? thrown.message : describeUnexpected(thrown));
    }
    announceNext();
  };
  const job = new Cron(
    schedule,
    // `protect`: no second run starts while one is still running.
    { protect: true, ...(timeZone !== undefined && { timezone: timeZone }) },
    () => {
      running = runOnce();
      return running;
    },
  );
  const announceNext = () => {
    if (signal.aborted) return;
    const next = job.nextRun();
    if (next)
      console.error(
        `The next run is at ${next.toLocaleString('sv', { timeZone })}${timeZone ? ` (${timeZone})` : ''}.`,
      );
  };
  announceNext();
  if (!signal.aborted) await once(signal, 'abort');
  job.stop();
  await running;
  return 0;
}

/** Without the message, which may contain a secret. */
function describeUnexpected(thrown: unknown): string {
  const { name, stack = '' } = thrown instanceof Error ? thrown : { name: typeof thrown };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [
    `The run failed with an unexpected error (${name}). The next run starts on schedule.`,
    ...frames,
  ].join('\n');
}
