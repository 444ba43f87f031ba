import { InvalidArgumentError } from 'commander';
import { Cron } from 'croner';

/** Validates the value of `--schedule`. */
export function parseCron(text: string): string {
  // Five fields or more, because Cron accepts a date too.
  const isPattern = text.trim().startsWith('@') || text.trim().split(/\s+/).length >= 5;
  const next = isPattern ? nextRun(text) : undefined;
  if (next === undefined) {
    throw new InvalidArgumentError('Use minute, hour, day, month and weekday, such as "0 7 * * *".');
  }
  if (next === null) {
    throw new InvalidArgumentError(
      'No date matches it. Use a day that exists in its month, such as "0 7 28 2 *".',
    );
  }
  return text;
}

/** `null`: never. `undefined`: the pattern is invalid. Without a function, Cron only parses it. */
function nextRun(pattern: string): Date | null | undefined {
  try {
    return new Cron(pattern, { paused: true }).nextRun();
  } catch {
    return undefined;
  }
}

/** Validates the value of `--time-zone`. */
export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Use a name of the IANA time zone database, such as "Africa/Cairo".');
  }
}
