import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import type { LoadedPicture, UnstoredAnswers } from '../../store/loadPicture.js';
import type { ActiveChat } from '../overview/findActiveChats.js';
import type { Failure } from './Failure.js';

/** One chat of a run, until it has a result. */
export interface Task {
  chat: ActiveChat;
  /** Wawp's answer, so that a failed download is retried without another request to Wawp. At first that of the overview. */
  unstored: UnstoredAnswer;
  asked: boolean;
  /** The last write to the store. The store may have its record although the write failed. */
  written?: LoadedPicture;
  /** Failures of this chat, without those during an outage. */
  failures: number;
  failure?: Failure;
  /** When another process was first found to hold the lease, in ms of `performance.now()`. */
  heldSince?: number;
  /** Until when the task has a share of the rate limit that it has not used, in ms of `performance.now()`. */
  shareUntil: number;
  /** Earliest time of the next attempt, in ms of `performance.now()`. */
  notBefore: number;
}

export function createTask(chat: ActiveChat): Task {
  return {
    chat,
    unstored: new UnstoredAnswer(chat.picture),
    asked: false,
    failures: 0,
    shareUntil: 0,
    notBefore: 0,
  };
}

/** The answer about one chat that is not stored yet. */
class UnstoredAnswer implements UnstoredAnswers {
  #answer: ChatPicture | undefined;

  constructor(answer: ChatPicture | undefined) {
    this.#answer = answer;
  }

  get(): ChatPicture | undefined {
    return this.#answer;
  }

  set(_: ChatId, answer: ChatPicture): void {
    this.#answer = answer;
  }

  delete(): void {
    this.#answer = undefined;
  }
}
