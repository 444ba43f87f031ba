import type { EnrichCounts, EnrichErrorCode, EnrichOutcome } from 'chat-avatar-server/enricher';

/** A chat as the server's `/api/faces` describes it: one of the run, or another one with a stored face. */
export interface FaceChat {
  chatId: string;
  /** Empty if it has none. */
  name: string;
  /** The outcome of the latest run; `null` if it did not look. */
  outcome: EnrichOutcome | null;
  /** Why, when it failed. */
  code: EnrichErrorCode | null;
  /** `null` when none is stored. */
  face: FaceTimes | null;
}

/** All in ms since the epoch. */
export interface FaceTimes {
  firstSeen: number | null;
  lastSeen: number | null;
  /** When its owner hid it. */
  hiddenSince: number | null;
}

/** How the morning run goes, or how it went: `/api/faces/run`. */
export type RunState =
  /** It is not allowed. */
  | { status: 'off' }
  /** It was not started yet. */
  | { status: 'idle' }
  | { status: 'running'; progress: RunProgress | null }
  | { status: 'done'; report: RunReport }
  /** The list of conversations could not be read. */
  | { status: 'failed'; code: EnrichErrorCode | null; message: string };

export interface RunProgress {
  total: number;
  done: number;
  counts: EnrichCounts;
  /** The name of the latest chat. */
  name: string;
  /** The end of the pause that WhatsApp wants, in ms since the epoch. */
  waitingUntil: number | null;
}

export interface RunReport {
  counts: EnrichCounts;
  /** Of how many chats Wawp was asked for the picture. */
  asked: number;
  /** Of the pictures that were stored. */
  bytes: number;
  /** In ms since the epoch. */
  startedAt: number;
  durationMs: number;
  /** Why it ended before its end. */
  stopped: { code: EnrichErrorCode; message: string } | null;
}
