import { useMemo } from 'react';
import { usePreferences } from '../preferences/PreferencesProvider.js';
import { createDates } from './dates.js';

export function useDates() {
  const { language } = usePreferences();
  return useMemo(() => createDates(language), [language]);
}
