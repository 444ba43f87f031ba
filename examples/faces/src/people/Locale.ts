import type { Complexion } from '../Person.js';

/** People of one language: their names, their messages and the names of their groups. */
export interface Locale {
  /**
   * Mobile numbers of the countries, with their calling codes. Where a country reserves numbers for films and books, these. `#`
   * stands for a digit of the count, `*` for a digit by chance.
   */
  numbers: readonly string[];
  complexions: readonly Complexion[];
  women: readonly string[];
  men: readonly string[];
  families: readonly string[];
  /** @default 'given-first' */
  order?: 'given-first' | 'family-first';
  /** Between the two. @default a space */
  join?: string;
  /** Their last messages to the agents. */
  messages: readonly string[];
  groups: readonly string[];
}

/** `'Ana|Luis'` → `['Ana', 'Luis']`: a column of names takes a line, not a page. */
export const words = (text: string): string[] => text.split('|');
