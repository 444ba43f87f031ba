import { once } from 'node:events';
import { Cron } from 'croner';
import { CliError } from '../../shared/CliError.js';

export interface ScheduleOptions {
  schedule?: string;
  timeZone?: string;
}

/** Runs whenever the schedule says so, until interrupted. A run that fails is told of; the next one comes nonetheless. */
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
      console.error(thrown instanceof CliError ? thrown.message : 'The run failed in a way nobody foresaw.');
    }
    announceNext();
  };
  const job = new Cron(
    schedule,
    // A run that takes longer than the time between two is not joined by a second one.
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
