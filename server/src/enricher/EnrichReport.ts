import type { ChatId, ChatPictureErrorCode } from 'chat-avatar/wawp';
import type { ImageErrorCode } from '../images/ImageError.js';
import type { StoreErrorCode } from '../store/StoreError.js';

/** What became of one chat. */
export type EnrichOutcome =
  /** A picture that was not in the store before. */
  | 'stored'
  /** The picture that was in the store already. */
  | 'unchanged'
  /** An empty answer, and nothing stored. */
  | 'none'
  /** Hidden by the person's privacy settings, and nothing stored. */
  | 'restricted'
  /** No picture today, but one that was stored before: it stays. */
  | 'kept'
  /** It was tried, and `code` says why it failed. What was stored before is untouched. */
  | 'failed'
  /** Its turn never came, because the run stopped before; or it is what a dry run would ask for. */
  | 'not-tried';

/** Of Wawp's answers as they are; of images and of the store with a word in front. */
export type EnrichErrorCode = ChatPictureErrorCode | `image-${ImageErrorCode}` | `store-${StoreErrorCode}`;

export interface EnrichedChat {
  chatId: ChatId;
  /** As the overview has it. */
  name?: string;
  outcome: EnrichOutcome;
  /** Whether Wawp was asked for this chat's picture. Not when its answer is younger than 24 h, or the overview had it. */
  asked: boolean;
  /** How many bytes the picture has, when it was stored. */
  bytes?: number;
  /** Why, when it failed. */
  code?: EnrichErrorCode;
  /** What happened and what to do, when it failed. */
  message?: string;
}

export type EnrichCounts = Record<EnrichOutcome, number>;

export interface EnrichReport {
  /** The latest message first. */
  chats: EnrichedChat[];
  counts: EnrichCounts;
  /** Of all pictures that were stored. */
  bytes: number;
  /** In ms since the epoch. */
  startedAt: number;
  durationMs: number;
  /** Why the run ended before its end; absent when every chat had its turn. */
  stopped?: { code: EnrichErrorCode; message: string };
}

/** What `onProgress` is told: once at the start, and after each chat. */
export interface EnrichProgress {
  /** How many chats there are, and how many of them are done. */
  total: number;
  done: number;
  counts: EnrichCounts;
  /** The chat that was just done. */
  chat?: EnrichedChat;
  /** Until when nothing is asked, in ms since the epoch: Wawp wants us to wait. */
  waitingUntil?: number;
}

export function noCounts(): EnrichCounts {
  return { stored: 0, unchanged: 0, none: 0, restricted: 0, kept: 0, failed: 0, 'not-tried': 0 };
}
