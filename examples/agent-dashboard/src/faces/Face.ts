import type { EnrichCounts, EnrichErrorCode, EnrichOutcome } from 'chat-avatar-server/enricher';

/** A chat as the server's `/api/faces` tells of it: one that the run looked at, or whose face is stored besides. */
export interface FaceChat {
  chatId: string;
  /** Empty when nobody gave it one. */
  name: string;
  /** What the latest run made of it; `null` when it did not look. */
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
  /** Since when its owner does not show it any more. */
  hiddenSince: number | null;
}

/** How the morning run goes, or how it went: `/api/faces/run`. */
export type RunState =
  /** Nobody allowed it. */
  | { status: 'off' }
  /** It was not started yet. */
  | { status: 'idle' }
  | { status: 'running'; progress: RunProgress | null }
  | { status: 'done'; report: RunReport }
  /** There was no list of conversations to be had. */
  | { status: 'failed'; code: EnrichErrorCode | null; message: string };

export interface RunProgress {
  total: number;
  done: number;
  counts: EnrichCounts;
  /** Who was looked at last. */
  name: string;
  /** Until when nobody is asked, in ms since the epoch: WhatsApp wants us to wait. */
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
