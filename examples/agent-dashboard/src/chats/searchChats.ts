import { findDigits, findMatches, fold, type Match } from '../ui/findMatches.js';
import { type Chat, dialOf, isGroup } from './Chat.js';

export type Filter = 'all' | 'unread' | 'groups';

const haystacks = new WeakMap<Chat, string>();

function haystackOf(chat: Chat): string {
  const known = haystacks.get(chat);
  if (known !== undefined) return known;
  const haystack = fold(`${chat.title}\n${dialOf(chat) ?? chat.chatId}\n${chat.lastMessage.body}`);
  haystacks.set(chat, haystack);
  return haystack;
}

/** The words of a query, as they are compared. */
export const wordsOf = (query: string) => fold(query).split(/\s+/).filter(Boolean);

/** The digits of a query that is a number: "+20 123-456" finds "20123456". */
function digitsOf(query: string): string | undefined {
  return /^\+?[\d\s().-]{3,}$/.test(query) ? query.replace(/\D/g, '') : undefined;
}

/** The parts of a number that the query found. */
export function matchesInPhone(phone: string | null, query: string): Match[] {
  const digits = digitsOf(query.trim());
  return digits && phone ? findDigits(phone, digits) : [];
}

/** The parts of a title that the query found; the title of a nameless person is a number. */
export function matchesInTitle(title: string, query: string): Match[] {
  const digits = digitsOf(query.trim());
  return digits ? findDigits(title, digits) : findMatches(title, wordsOf(query));
}

/**
 * Those chats that have every word of the query in their name, number or latest message. The open one stays among the
 * unread although opening it has read it, or it would vanish under the pointer.
 */
export function searchChats(chats: readonly Chat[], query: string, filter: Filter, openId?: string): Chat[] {
  const trimmed = query.trim();
  const words = wordsOf(trimmed);
  const digits = digitsOf(trimmed);
  return chats.filter((chat) => {
    if (filter === 'unread' && chat.unreadCount === 0 && chat.chatId !== openId) return false;
    if (filter === 'groups' && !isGroup(chat)) return false;
    if (digits && chat.chatId.includes(digits)) return true;
    const haystack = haystackOf(chat);
    return words.every((word) => haystack.includes(word));
  });
}
