import { isGroupChatId, safeParseChatId } from '../chat/chatId.js';

/** The glyph where there are no letters. A name may be a chat id too: WhatsApp gives one for a chat that it cannot name. */
export function chatGlyph(...texts: unknown[]): 'person' | 'group' {
  const ids = texts.map((text) => safeParseChatId(typeof text === 'string' ? text.trim() : text));
  return ids.some((id) => id !== undefined && isGroupChatId(id)) ? 'group' : 'person';
}
