export type Theme = 'system' | 'light' | 'dark';
export type Language = 'en' | 'ar';

export interface Preferences {
  theme: Theme;
  language: Language;
}

const STORAGE_KEY = 'agent-dashboard';

/** What was chosen on an earlier visit. `public/preferences.js` has shown it already. */
export function readPreferences(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    const { theme, language } = (kept ?? {}) as Partial<Record<keyof Preferences, unknown>>;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      language: language === 'ar' ? 'ar' : 'en',
    };
  } catch {
    return { theme: 'system', language: 'en' };
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // Storage is full or blocked: the choice lasts as long as the page.
  }
}

/** Puts them where styles and assistive technology look. */
export function showPreferences({ theme, language }: Preferences): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
}
