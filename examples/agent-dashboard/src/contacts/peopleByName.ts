import { type Chat, isGroup } from '../chats/Chat.js';

const byName = new Intl.Collator();

/** Names first, then those that begin with a digit, then numbers without a name. */
function sortKey({ title }: Chat): string {
  const text = title.replace(/^[^\p{L}\d]+/u, '');
  const rank = /^\p{L}/u.test(text) ? 0 : /\p{L}/u.test(text) ? 1 : 2;
  return `${rank}${text}`;
}

/** The people among the chats, without their messages, so that a search goes by name and number. */
export function peopleByName(chats: readonly Chat[]): Chat[] {
  return chats
    .filter((chat) => !isGroup(chat))
    .map((chat) => ({ chat, key: sortKey(chat) }))
    .sort((a, b) => byName.compare(a.key, b.key))
    .map(({ chat }) => ({ ...chat, lastMessage: { body: '', timestamp: null } }));
}
