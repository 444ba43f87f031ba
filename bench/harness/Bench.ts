import type { Growth, Row } from '../report/Results.js';

/** What a part is given. */
export interface Bench {
  /** The folder whose `node_modules` holds the packages under test. */
  packages: string;
  /** In the order of the tables; the floors and chat-avatar are always among them. */
  columns: { id: string; label: string; imports: string }[];
  /** Column → name in the tables. */
  labels: Record<string, string>;
  rounds: number;
  quick: boolean;
  full: boolean;
}

export interface Measured {
  title: string;
  /** A row is `undefined` when chat-avatar could not be measured. */
  rows: Record<string, Row | undefined>;
  growth: Record<string, Growth>;
  chromium?: string;
}

export type Part = (bench: Bench) => Promise<Measured>;
