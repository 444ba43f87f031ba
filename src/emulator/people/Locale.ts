import type { EmulatorComplexion } from '../EmulatorChat.js';

/** People of one language: their names, what they write, and what they call their groups. */
export interface Locale {
  /** Calling codes of the countries. */
  dialing: readonly string[];
  complexions: readonly EmulatorComplexion[];
  women: readonly string[];
  men: readonly string[];
  families: readonly string[];
  /** @default 'given-first' */
  order?: 'given-first' | 'family-first';
  /** Between the two. @default a space */
  join?: string;
  /** What they last wrote to the agents. */
  messages: readonly string[];
  groups: readonly string[];
}

/** `'Ana|Luis'` → `['Ana', 'Luis']`: a column of names takes a line, not a page. */
export const words = (text: string): string[] => text.split('|');
