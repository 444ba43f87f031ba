import { type ChatId, isChatId, parseChatId } from 'chat-avatar/wawp';

/** The canonical chat id, or `undefined` for any other value. */
export function safeParseChatId(text: unknown): ChatId | undefined {
  return isChatId(text) ? parseChatId(text) : undefined;
}

/** Whether a canonical id names status updates or a broadcast list. Those never have a picture. */
export function isBroadcastChatId(chatId: ChatId): boolean {
  return chatId.endsWith('@broadcast');
}
