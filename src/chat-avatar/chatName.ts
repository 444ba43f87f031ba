import { type ChatId, safeParseChatId } from '../chat/chatId.js';

/** What a chat is called where it has to be called something: by the first text that says anything, or by its number. */
export function chatName(texts: readonly unknown[], chatId: unknown): string {
  for (const text of texts) {
    const said = visible(text);
    if (said !== undefined) return said;
  }
  return fallbackName(safeParseChatId(chatId));
}

/** More than white space and marks that nobody sees. */
function visible(text: unknown): string | undefined {
  return typeof text === 'string' && /[^\p{C}\p{Z}]/u.test(text) ? text.trim() : undefined;
}

/** A number is what an agent knows of somebody without a name. */
function fallbackName(id: ChatId | undefined): string {
  if (id?.endsWith('@c.us')) return `+${id.slice(0, id.indexOf('@'))}`;
  return id?.endsWith('@g.us') ? 'Group' : 'Contact';
}
