import { usePreferences } from '../preferences/PreferencesProvider.js';
import { ar } from './ar.js';
import { en } from './en.js';
import type { Texts } from './Texts.js';

const TEXTS: Record<'en' | 'ar', Texts> = { en, ar };

export function useTexts(): Texts {
  return TEXTS[usePreferences().language];
}
