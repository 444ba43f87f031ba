import type { ChatId, ChatPictureErrorCode } from 'chat-avatar/wawp';
import type { ImageErrorCode } from '../images/ImageError.js';
import type { StoreErrorCode } from '../store/storage/StoreError.js';

/** The result for one chat. */
export type EnrichOutcome =
  /** A new picture was stored. */
  | 'stored'
  /** Wawp answered with the picture that the store already had. */
  | 'unchanged'
  /** Not requested: the stored answer is less than 20 h old. */
  | 'not-due'
  /** Never requested nor stored, because `forget --block` has blocked the chat. */
  | 'blocked'
  /** Wawp answered with no picture, and no earlier picture is stored. */
  | 'none'
  /** The picture is hidden by privacy settings, and no earlier picture is stored. */
  | 'restricted'
  /** Wawp has no visible picture today; the stored one stays. */
  | 'kept'
  /** The chat failed for the reason in `code`. The store still has its earlier content. */
  | 'failed'
  /** The run stopped before this chat; in a dry run: the chat would be asked for. */
  | 'not-tried';

/** A `ChatPictureErrorCode`, or the code of an image or store error with a prefix. */
export type EnrichErrorCode = ChatPictureErrorCode | `image-${ImageErrorCode}` | `store-${StoreErrorCode}`;

export interface EnrichedChat {
  chatId: ChatId;
  /** From the overview. */
  name?: string;
  outcome: EnrichOutcome;
  /**
   * Whether the picture was requested from Wawp. False if the chat was not due or is blocked, or the overview had its picture, unless it was
   * asked for to tell a broken service from broken chats.
   */
  asked: boolean;
  /** Size of a newly stored picture. */
  bytes?: number;
  /** Reason of a failure. */
  code?: EnrichErrorCode;
  /** Explanation of a failure, with the next step. */
  message?: string;
}

export type EnrichCounts = Record<EnrichOutcome, number>;

export interface EnrichReport {
  /** Sorted by last message, latest first. */
  chats: EnrichedChat[];
  counts: EnrichCounts;
  /** Total size of all newly stored pictures. */
  bytes: number;
  /** In ms since the epoch. */
  startedAt: number;
  durationMs: number;
  /** End of the latest run of this source in which no chat failed, this one included, in ms since the epoch. */
  lastSuccessAt?: number;
  /** Why the run stopped early; absent if every chat was processed. */
  stopped?: { code: EnrichErrorCode; message: string };
}

/** The argument of `onProgress`, which is called at the start, after each chat and at the start of a pause. */
export interface EnrichProgress {
  /** Number of chats in the run, and of those finished. 0 until the list of conversations is read. */
  total: number;
  done: number;
  counts: EnrichCounts;
  /** The chat that has just finished. */
  chat?: EnrichedChat;
  /** End of a pause during which no request is sent, in ms since the epoch. */
  waitingUntil?: number;
  /** The failure that the pause follows, as a sentence. */
  waitingFor?: string;
}

export function noCounts(): EnrichCounts {
  return {
    stored: 0,
    unchanged: 0,
    'not-due': 0,
    blocked: 0,
    none: 0,
    restricted: 0,
    kept: 0,
    failed: 0,
    'not-tried': 0,
  };
}
