import type { Language } from '../preferences/preferences.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

/** Whole days of the calendar between two times, whatever summer time does. */
export function daysBetween(time: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(time)) / DAY);
}

function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** Times in words, as an inbox has them. All are in ms since the epoch. */
export function createDates(language: Language) {
  const locale = language === 'ar' ? 'ar-u-nu-latn' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (time: number) => formatter.format(time);
  };
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'short' });
  const longWeekday = format({ weekday: 'long' });
  const dayAndMonth = format({ day: 'numeric', month: 'short' });
  const longDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDate = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const exact = format({ dateStyle: 'full', timeStyle: 'short' });
  const short = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });
  const long = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  /** In a sentence "now" does not follow "checked" and "last seen". */
  const justNow = language === 'ar' ? 'الآن' : 'just now';
  const comma = language === 'ar' ? '،' : ',';

  const ago = (formatter: Intl.RelativeTimeFormat, time: number, now: number) => {
    const passed = Math.max(0, now - time);
    if (passed < MINUTE) return formatter.format(0, 'second');
    if (passed < HOUR) return formatter.format(-Math.floor(passed / MINUTE), 'minute');
    if (passed < DAY) return formatter.format(-Math.floor(passed / HOUR), 'hour');
    return formatter.format(-daysBetween(time, now), 'day');
  };

  return {
    /** Beside a message: `14:20`. */
    clock,
    /** In full, for a tooltip. */
    exact,
    /** In a list: `5 min ago`, `yesterday`, `Mon`, `12 Nov`. */
    inList(time: number, now: number): string {
      const days = daysBetween(time, now);
      if (now - time < 12 * HOUR && days === 0) return ago(short, time, now);
      if (days <= 0) return clock(time);
      if (days === 1) return short.format(-1, 'day');
      return days < 7 ? weekday(time) : dayAndMonth(time);
    },
    /** In a sentence: `3 hours ago`. */
    inWords: (time: number, now: number) => (now - time < MINUTE ? justNow : ago(long, time, now)),
    /** In a table: `Today, 14:20`, `Mon, 09:12`, `12 Nov, 09:12`, `12 Nov 2025`. */
    inTable(time: number, now: number): string {
      const days = daysBetween(time, now);
      if (days > 180) return shortDate(time);
      const day =
        days < 2
          ? capitalize(long.format(-Math.max(0, days), 'day'), locale)
          : days < 7
            ? weekday(time)
            : dayAndMonth(time);
      return `${day}${comma} ${clock(time)}`;
    },
    /** Between the messages of two days. */
    ofDay(time: number, now: number): string {
      const days = daysBetween(time, now);
      if (days < 2) return capitalize(long.format(-Math.max(0, days), 'day'), locale);
      return days < 7 ? longWeekday(time) : longDate(time);
    },
  };
}
