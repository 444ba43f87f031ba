import type { ChatId } from 'chat-avatar/wawp';
import { callListener } from '../../lib/callListener.js';
import {
  type EnrichCounts,
  type EnrichedChat,
  type EnrichProgress,
  type EnrichReport,
  noCounts,
} from '../EnrichReport.js';
import type { ActiveChat } from '../overview/findActiveChats.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import type { Task } from './Task.js';

/** The results of a run, and its progress for `onProgress`. */
export class RunResults {
  /** In the order of the run. A result takes the place of its chat, so that a run holds one of the two: 60 bytes less for each chat. */
  readonly #entries: Map<ChatId, ActiveChat | EnrichedChat>;
  readonly #onProgress: EnrichSettings['onProgress'];
  readonly #counts: EnrichCounts = noCounts();
  #done = 0;

  constructor(chats: readonly ActiveChat[], onProgress: EnrichSettings['onProgress']) {
    this.#entries = new Map(chats.map((chat) => [chat.chatId, chat]));
    this.#onProgress = onProgress;
  }

  add(
    { chat, asked }: Pick<Task, 'chat' | 'asked'>,
    result: Omit<EnrichedChat, 'chatId' | 'asked'>,
  ): EnrichedChat {
    const { chatId, name } = chat;
    const entry: EnrichedChat = { chatId, ...(name !== undefined && { name }), asked, ...result };
    this.#entries.set(chatId, entry);
    this.#done += 1;
    this.#counts[entry.outcome] += 1;
    this.report({ chat: entry });
    return entry;
  }

  /** Wawp is asked for a chat that has its result already. */
  asked(chatId: ChatId): void {
    const entry = this.#entries.get(chatId);
    if (entry && 'outcome' in entry) entry.asked = true;
  }

  report(update: Pick<EnrichProgress, 'chat' | 'waitingUntil' | 'waitingFor'> = {}): void {
    callListener<EnrichProgress>('onProgress', this.#onProgress, {
      total: this.#entries.size,
      done: this.#done,
      counts: { ...this.#counts },
      ...update,
    });
  }

  /** The results of all chats. A chat without one was not tried. */
  finish(): Pick<EnrichReport, 'chats' | 'counts' | 'bytes'> {
    const chats = [...this.#entries.values()].map((entry) =>
      'outcome' in entry ? entry : this.add({ chat: entry, asked: false }, { outcome: 'not-tried' }),
    );
    const bytes = chats.reduce((sum, result) => sum + (result.bytes ?? 0), 0);
    return { chats, counts: this.#counts, bytes };
  }
}
