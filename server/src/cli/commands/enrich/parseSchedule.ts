import { InvalidArgumentError } from 'commander';
import { Cron } from 'croner';

/** Validates the value of `--schedule`. */
export function parseCron(text: string): string {
  try {
    // Without a function, Cron only parses the pattern. Five fields or more, because Cron accepts a date too.
    const isPattern = text.trim().startsWith('@') || text.trim().split(/\s+/).length >= 5;
    if (isPattern && new Cron(text, { paused: true }).nextRun() !== null) return text;
  } catch {
    // Falls through to the error below.
  }
  throw new InvalidArgumentError('Use minute, hour, day, month and weekday, such as "0 7 * * *".');
}

/** Validates the value of `--time-zone`. */
export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Use a name of the IANA time zone database, such as "Africa/Cairo".');
  }
}
