import { type ChatId, isGroupChatId } from '../chat/chatId.js';

/** The fallback glyph. A name may be a chat id too: WhatsApp returns the id of a chat without a name. */
export function chatGlyph(id: ChatId | undefined, name: unknown): 'person' | 'group' {
  const isGroup = id ? isGroupChatId(id) : false;
  return isGroup || (typeof name === 'string' && /@g\.us\s*$/i.test(name)) ? 'group' : 'person';
}
