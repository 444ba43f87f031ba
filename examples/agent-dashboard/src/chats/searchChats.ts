import { type Chat, isGroup, phoneOf } from './Chat.js';

export type Filter = 'all' | 'unread' | 'groups';

const haystacks = new WeakMap<Chat, string>();

/** Lower case and without accents, so that "jose" finds "José". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function haystackOf(chat: Chat): string {
  const known = haystacks.get(chat);
  if (known !== undefined) return known;
  const haystack = fold(`${chat.name}\n${phoneOf(chat) ?? chat.chatId}\n${chat.lastMessage.body}`);
  haystacks.set(chat, haystack);
  return haystack;
}

/** "+20 123-456" is looked for as "20123456": ids have no spaces. */
function toDigits(query: string): string | undefined {
  return /^\+?[\d\s().-]{3,}$/.test(query) ? query.replace(/\D/g, '') : undefined;
}

/**
 * Those chats that have every word of the query in their name, number or latest message. The open one stays among the
 * unread although opening it has read it, or it would vanish under the pointer.
 */
export function searchChats(chats: readonly Chat[], query: string, filter: Filter, openId?: string): Chat[] {
  const trimmed = query.trim();
  const words = fold(trimmed).split(/\s+/).filter(Boolean);
  const digits = toDigits(trimmed);
  return chats.filter((chat) => {
    if (filter === 'unread' && chat.unreadCount === 0 && chat.chatId !== openId) return false;
    if (filter === 'groups' && !isGroup(chat)) return false;
    if (digits && chat.chatId.includes(digits)) return true;
    const haystack = haystackOf(chat);
    return words.every((word) => haystack.includes(word));
  });
}
