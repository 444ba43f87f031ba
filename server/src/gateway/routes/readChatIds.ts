import { type ChatId, type ChatPictureError, parseChatId } from 'chat-avatar/wawp';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { problem } from '../problems.js';

/** How many chats one request may ask for: more than a screen shows, and a URL that every proxy takes. */
const MAX_CHAT_IDS = 100;

export interface InvalidChatId {
  text: string;
  error: ChatPictureError;
}

/** The chats that a query string asks for, each once; or what is wrong with it. */
export function readChatIds(texts: string[]): { valid: ChatId[]; invalid: InvalidChatId[] } | Response {
  if (texts.length === 0) {
    return problem('bad-request', 'Say which chats: ?chatId=201234567890@c.us, once for each.');
  }
  if (texts.length > MAX_CHAT_IDS) {
    return problem('bad-request', `${texts.length} chats at once; ask for at most ${MAX_CHAT_IDS}.`);
  }
  const valid = new Set<ChatId>();
  const invalid = new Map<string, ChatPictureError>();
  for (const text of texts) {
    try {
      valid.add(parseChatId(text));
    } catch (thrown) {
      invalid.set(text, toChatPictureError(thrown));
    }
  }
  const [first] = invalid.values();
  if (valid.size === 0 && first) return problem('invalid-chat-id', first.message, { retryable: false });
  return { valid: [...valid], invalid: Array.from(invalid, ([text, error]) => ({ text, error })) };
}
