import type { Texts } from '../texts/Texts.js';
import { type ChatOverview, dialOf, isGroup } from './Chat.js';

/** The members whose names stand for the name that their group does not have. */
const NAMED = 2;

type Titled = Pick<ChatOverview, 'chatId' | 'name'> & Partial<Pick<ChatOverview, 'phone'>>;

/**
 * The heading of a chat: its name, else its number. A group without a name is called by its members, or "Group" if they are
 * unknown. An id is never a title.
 */
export function titleOf(chat: Titled, texts: Texts, memberNames: readonly string[] = []): string {
  const name = chat.name.trim();
  const dial = dialOf(chat);
  const phone = chat.phone ?? dial;
  // Some people are saved under their number, in one spelling or another.
  if (phone && (name === '' || name.replace(/[\s().-]/g, '') === dial)) return phone;
  if (name !== '') return name;
  if (!isGroup(chat)) return texts.unknownContact;
  if (memberNames.length === 0) return texts.group;
  return texts.memberNames(memberNames.slice(0, NAMED), memberNames.length - NAMED);
}
