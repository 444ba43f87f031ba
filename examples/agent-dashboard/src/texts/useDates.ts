import { usePreferences } from '../preferences/PreferencesProvider.js';
import type { Language } from '../preferences/preferences.js';
import { createDates } from './dates.js';

/** Made once for each language: formatters of `Intl` take longer to make than a row of the list takes to render. */
const made = new Map<Language, ReturnType<typeof createDates>>();

export function useDates() {
  const { language } = usePreferences();
  const dates = made.get(language) ?? createDates(language);
  made.set(language, dates);
  return dates;
}
