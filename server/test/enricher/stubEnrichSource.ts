import { type ChatPicture, ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import type { EnrichSource } from 'chat-avatar-server/enricher';
import { chatIdOf } from './enricher.fixture.js';

export interface StubRequest {
  chatId: string;
  /** How often this chat was requested, this time included. */
  times: number;
  signal: AbortSignal | undefined;
}

export interface StubEnrichSource extends EnrichSource {
  /** The chat ids of all picture requests, in order. */
  asked: string[];
}

export const NO_PICTURE: ChatPicture = { status: 'none', reason: 'empty' };

/** A source without HTTP, for fake timers. The first chat has the latest message. */
export function stubEnrichSource(
  count: number,
  answer: (request: StubRequest) => ChatPicture | Promise<ChatPicture> = () => NO_PICTURE,
): StubEnrichSource {
  const asked: string[] = [];
  const chats = Array.from({ length: count }, (_, index) => ({
    chatId: chatIdOf(index),
    lastMessage: { timestamp: 1_000_000 - index },
  }));
  return {
    id: 'stub',
    asked,
    getChatsOverview: async ({ limit = 20, offset = 0 } = {}) => chats.slice(offset, offset + limit),
    async getChatPicture(chatId, { signal } = {}) {
      asked.push(chatId);
      return answer({ chatId, times: asked.filter((id) => id === chatId).length, signal });
    },
  };
}

export const failure = (code: ChatPictureErrorCode, options: { retryAfterMs?: number } = {}) =>
  new ChatPictureError(code, `The stub answers ${code}.`, options);
