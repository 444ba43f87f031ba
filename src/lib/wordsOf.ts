export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** In seconds. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const DAY = { day: 'numeric', month: 'long' } as const;

/** How long a day without its year cannot be taken for one of another year, in ms. */
const YEARLESS = 300 * 86_400_000;

/**
 * The words of a language that follow its rules: plurals, units and dates, from `Intl`, so that no table is shipped. The formatters
 * are created on first use.
 */
export function wordsOf(language: string) {
  const plurals = once(() => new Intl.PluralRules(language));
  const unit = once(
    () => new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
  );
  const date = once(() => new Intl.DateTimeFormat(language, DAY));
  const oldDate = once(() => new Intl.DateTimeFormat(language, { ...DAY, year: 'numeric' }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  return {
    /** The form for `count`, with the count in place of `{n}`. */
    plural: (count: number, forms: PluralForms) =>
      (forms[plurals().select(count)] ?? forms.other).replace('{n}', String(count)),
    /** 30 → "30 seconds". */
    seconds: (count: number) => unit().format(count),
    /** A time in ms since the epoch → "3 November", "3 November 2024", in the time zone of the reader. */
    day: (time: number) => (Date.now() - time > YEARLESS ? oldDate : date)().format(time),
    /** A time in ms since the epoch → "2 minutes ago", "now", "yesterday". */
    ago(time: number) {
      const seconds = Math.max(0, Date.now() - time) / 1000;
      const [name, length] = UNITS.find(([, length]) => seconds >= length) ?? (['second', 0] as const);
      const count = name === 'day' ? daysSince(time) : length && Math.floor(seconds / length);
      return relative().format(-count, name);
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
