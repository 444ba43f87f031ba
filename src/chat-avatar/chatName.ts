import { type ChatId, isGroupChatId } from '../chat/chatId.js';
import { isInvisible } from '../lib/invisible.js';
import { withDefaults } from '../lib/withDefaults.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';

type ChatNameLabels = Partial<Pick<ChatAvatarLabels, 'contact' | 'group'>>;

/** The accessible name of a chat: the first text with a visible character, or the chat's number. */
export function chatName(
  texts: readonly unknown[],
  id: ChatId | undefined,
  labels: ChatNameLabels = {},
): string {
  const text = texts.find((text): text is string => typeof text === 'string' && !isInvisible(text));
  return text?.trim() ?? fallbackName(id, labels);
}

/** The phone number of a person, or a word for other chats. `0@c.us` is WhatsApp itself, and has no number. */
function fallbackName(id: ChatId | undefined, labels: ChatNameLabels): string {
  if (id?.endsWith('@c.us') && !id.startsWith('0')) return `+${id.slice(0, id.indexOf('@'))}`;
  const { contact, group } = withDefaults({ contact: 'Contact', group: 'Group' }, labels);
  return id && isGroupChatId(id) ? group : contact;
}
