export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const DAY = { day: 'numeric', month: 'long' } as const;

/** How long a day without its year cannot be taken for one of another year, in ms. */
const YEARLESS = 300 * 86_400_000;

/**
 * The words of a language that follow its rules: plurals, units and dates, from `Intl`, so that no table is shipped. The formatters
 * are created on first use.
 *
 * @param justNow - Less than a minute ago: `Intl` says "now", which does not follow "checked".
 */
export function wordsOf(language: string, justNow: string) {
  const plurals = once(() => new Intl.PluralRules(language));
  const unit = once(
    () => new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
  );
  const date = once(() => new Intl.DateTimeFormat(language, DAY));
  const oldDate = once(() => new Intl.DateTimeFormat(language, { ...DAY, year: 'numeric' }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const before = (count: number, unit: Intl.RelativeTimeFormatUnit) =>
    relative().format(-Math.floor(count), unit);
  return {
    /** The form for `count`, with the count in place of `{n}`. */
    plural: (count: number, forms: PluralForms) =>
      (forms[plurals().select(count)] ?? forms.other).replace('{n}', String(count)),
    /** 30 → "30 seconds". */
    seconds: (count: number) => unit().format(count),
    /** A time in ms since the epoch → "3 November", "3 November 2024", in the time zone of the reader. */
    day: (time: number) => (Date.now() - time > YEARLESS ? oldDate : date)().format(time),
    /** A time in ms since the epoch → "2 minutes ago", "just now", "yesterday". */
    ago(time: number) {
      const minutes = (Date.now() - time) / 60_000;
      if (minutes < 1) return justNow;
      if (minutes < 60) return before(minutes, 'minute');
      return minutes < 1_440 ? before(minutes / 60, 'hour') : before(daysSince(time), 'day');
    },
  };
}

/** Days of the calendar, as "yesterday" means: 47 h ago may be two days ago. */
function daysSince(time: number): number {
  const midnights = new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0);
  // A day in which the clocks are changed has 23 or 25 hours.
  return Math.round(midnights / 86_400_000);
}

function once<T>(create: () => T): () => T {
  let created: T | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
