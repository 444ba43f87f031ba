import { isGroupChatId, safeParseChatId } from '../chat/chatId.js';

/** The fallback glyph. A name may be a chat id too: WhatsApp returns the id of a chat without a name. */
export function chatGlyph(...texts: unknown[]): 'person' | 'group' {
  const ids = texts.map((text) => safeParseChatId(typeof text === 'string' ? text.trim() : text));
  return ids.some((id) => id !== undefined && isGroupChatId(id)) ? 'group' : 'person';
}
