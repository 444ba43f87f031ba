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
  readonly #chats: readonly ActiveChat[];
  readonly #onProgress: EnrichSettings['onProgress'];
  readonly #results = new Map<ChatId, EnrichedChat>();
  readonly #counts: EnrichCounts = noCounts();

  constructor(chats: readonly ActiveChat[], onProgress: EnrichSettings['onProgress']) {
    this.#chats = chats;
    this.#onProgress = onProgress;
  }

  add(
    { chat, asked }: Pick<Task, 'chat' | 'asked'>,
    result: Omit<EnrichedChat, 'chatId' | 'asked'>,
  ): EnrichedChat {
    const { chatId, name } = chat;
    const entry: EnrichedChat = { chatId, ...(name !== undefined && { name }), asked, ...result };
    this.#results.set(chatId, entry);
    this.#counts[entry.outcome] += 1;
    this.report({ chat: entry });
    return entry;
  }

  report(update: Pick<EnrichProgress, 'chat' | 'waitingUntil' | 'waitingFor'> = {}): void {
    callListener<EnrichProgress>('onProgress', this.#onProgress, {
      total: this.#chats.length,
      done: this.#results.size,
      counts: { ...this.#counts },
      ...update,
    });
  }

  /** The results of all chats. A chat without one was not tried. */
  finish(): Pick<EnrichReport, 'chats' | 'counts' | 'bytes'> {
    const chats = this.#chats.map(
      (chat) => this.#results.get(chat.chatId) ?? this.add({ chat, asked: false }, { outcome: 'not-tried' }),
    );
    const bytes = chats.reduce((sum, result) => sum + (result.bytes ?? 0), 0);
    return { chats, counts: this.#counts, bytes };
  }
}
