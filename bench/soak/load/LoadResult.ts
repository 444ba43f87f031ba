import type { EnricherRun } from './Outages.js';
import type { Sample } from './Sample.js';
import type { Tally } from './Tally.js';

export interface LoadResult {
  /** Date, commit and machine. */
  run: string;
  minutes: number;
  /** Requests per second. */
  rate: number;
  chats: number;
  samples: readonly Sample[];
  enricherRuns: readonly EnricherRun[];
  total: Tally;
  outages: Record<string, number>;
  faults: Record<string, number>;
  /** At the end: requests that still wait, and requests that the gateway itself counted. */
  open?: number;
  counted?: number;
  events?: Record<string, number>;
  /** Lines of the log with the token or a chat id. */
  secretLines?: number;
  exit?: string;
}
