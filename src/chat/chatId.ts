import { ChatPictureError } from './ChatPictureError.js';
import { explainChatId } from './explainChatId.js';
import { type ChatId, safeParseChatId } from './safeParseChatId.js';

export { type ChatId, safeParseChatId } from './safeParseChatId.js';

/**
 * Validates a chat id and returns its canonical spelling: device and agent dropped, server in lower case,
 * `s.whatsapp.net` as `c.us`.
 *
 * @throws {ChatPictureError} `invalid-chat-id` for anything else; in development with a hint. A bare phone number is not a chat id:
 * Wawp's picture page says that an id without its suffix "will fail to resolve".
 */
export function parseChatId(text: string): ChatId {
  const id = safeParseChatId(text);
  if (id === undefined) throw invalidChatId(text);
  return id;
}

/** The error for a text that {@link safeParseChatId} has rejected. */
export function invalidChatId(text: unknown): ChatPictureError {
  // The hints are 0.4 kB (brotli).
  let message = 'This is not a WhatsApp chat id.';
  if (process.env.NODE_ENV !== 'production') message = explainChatId(text);
  return new ChatPictureError('invalid-chat-id', message);
}

/** Whether {@link parseChatId} accepts a text. The text need not be in its canonical spelling. */
export function isChatId(text: unknown): text is ChatId {
  return safeParseChatId(text) !== undefined;
}

/** Whether a canonical id is that of a group. It decides the glyph of a chat without a name. */
export function isGroupChatId(chatId: ChatId): boolean {
  return chatId.endsWith('@g.us');
}

/** Whether a canonical id names status updates or a broadcast list. They never have a picture, so no request is needed. */
export function isBroadcastChatId(chatId: ChatId): boolean {
  return chatId.endsWith('@broadcast');
}
