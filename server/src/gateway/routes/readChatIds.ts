import { type ChatId, type ChatPictureError, parseChatId } from 'chat-avatar/wawp';
import { ownText } from '../../lib/memory/ownText.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { problem } from '../problems.js';

/** More chats than a screen shows, in a URL that every proxy accepts. */
const MAX_CHAT_IDS = 100;

export interface InvalidChatId {
  text: string;
  error: ChatPictureError;
}

export interface AskedChats {
  valid: ChatId[];
  invalid: InvalidChatId[];
}

/** The distinct chats of a query string, or a problem response. */
export function readChatIds(texts: string[]): AskedChats | Response {
  if (texts.length === 0) {
    return problem(
      'bad-request',
      'The query has no chat id. Send ?chatId=201234567890@c.us, repeated for each chat.',
    );
  }
  if (texts.length > MAX_CHAT_IDS) {
    return problem(
      'bad-request',
      `The query has ${texts.length} chat ids, but the limit is ${MAX_CHAT_IDS}. Send several requests.`,
    );
  }
  const valid = new Set<ChatId>();
  const invalid = new Map<string, ChatPictureError>();
  for (const text of texts) {
    try {
      valid.add(ownText(parseChatId(text)));
    } catch (thrown) {
      invalid.set(text, toChatPictureError(thrown));
    }
  }
  const [first] = invalid.values();
  if (valid.size === 0 && first) return problem('invalid-chat-id', first.message, { retryable: false });
  return { valid: [...valid], invalid: Array.from(invalid, ([text, error]) => ({ text, error })) };
}
