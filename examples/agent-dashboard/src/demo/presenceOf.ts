import { type Chat, isGroup } from '../chats/Chat.js';
import { createRandom } from './random.js';

export type Presence = { online: true } | { online: false; seenAt: number };

/** Whether a person of the demo is there; made up, as Wawp is not asked. */
export function presenceOf(chat: Chat, now: number): Presence | undefined {
  const { timestamp } = chat.lastMessage;
  if (isGroup(chat) || timestamp === null) return undefined;
  const random = createRandom(`${chat.chatId} presence`);
  const passed = now - timestamp;
  if (passed < 5 * 60_000) return { online: true };
  if (random.chance(passed < 2 * 60 * 60_000 ? 0.5 : 0.1)) return { online: true };
  // Who has just written was seen then.
  const seenAt = timestamp + random.integer(2, 90) * 60_000;
  return { online: false, seenAt: seenAt < now ? seenAt : timestamp };
}
