import { InvalidArgumentError } from 'commander';
import { Cron } from 'croner';

export function parseCron(text: string): string {
  try {
    // Without a function it is only read, and never runs.
    const isPattern = text.trim().startsWith('@') || text.trim().split(/\s+/).length >= 5;
    if (isPattern && new Cron(text, { paused: true }).nextRun() !== null) return text;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('Give minute, hour, day, month and weekday, as in "0 7 * * *".');
}

export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Give a name of the time zone database, as in "Africa/Cairo".');
  }
}
