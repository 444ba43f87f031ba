import { ChatPictureError } from '../chat/ChatPictureError.js';
import { explainChatId } from '../chat/explainChatId.js';
import { type ChatId, safeParseChatId } from '../chat/safeParseChatId.js';

/**
 * Validates a chat id and returns its canonical spelling: device and agent dropped, server in lower case,
 * `s.whatsapp.net` as `c.us`. For servers, whose errors have their hints in production too.
 *
 * @throws {ChatPictureError} `invalid-chat-id`, with a hint, for anything else. A bare phone number is not a chat id:
 * Wawp's picture page says that an id without its suffix "will fail to resolve".
 */
export function parseChatId(text: string): ChatId {
  const id = safeParseChatId(text);
  if (id === undefined) throw new ChatPictureError('invalid-chat-id', explainChatId(text));
  return id;
}
