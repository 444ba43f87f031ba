import { type Chat, isGroup } from '../chats/Chat.js';
import type { Message } from '../conversation/thread/Message.js';
import { latestSenderOf, speakersOf } from './membersOf.js';
import { createRandom } from './random.js';
import type { Line } from './scripts/Script.js';
import { scriptFor } from './scripts/scriptFor.js';

const MINUTE = 60_000;

/** During working hours, so many days before. */
function daysEarlier(time: number, days: number, { integer }: ReturnType<typeof createRandom>): number {
  const date = new Date(time);
  date.setDate(date.getDate() - days);
  return date.setHours(integer(9, 17), integer(0, 59));
}

/** The latest message, which is all that the overview tells. */
export function latestMessageOf({ chatId, lastMessage }: Chat): Message[] {
  const { body, timestamp } = lastMessage;
  if (body === '' || timestamp === null) return [];
  return [{ id: `${chatId} latest`, isOurs: false, text: body, time: timestamp }];
}

/** A conversation of the demo, made up from its chat: the same one on each visit, and the latest message at its end. */
export function messagesOf(chat: Chat, members: readonly Chat[]): Message[] {
  const [latest] = latestMessageOf(chat);
  if (latest === undefined) return [];
  const random = createRandom(`${chat.chatId} messages`);
  const script = scriptFor(chat);
  const dialogues = isGroup(chat) ? script.groups : script.people;
  const recent = random.integer(0, dialogues.length - 1);
  const speakers = speakersOf(members);
  const senderOf = (isOurs: boolean) => (isOurs ? undefined : random.pick(speakers));

  const messages: Message[] = [{ ...latest, sender: latestSenderOf(chat, members) }];
  const prepend = (lines: readonly Line[], days: number) => {
    let time = daysEarlier(latest.time, days, random);
    for (const [from, text] of lines.toReversed()) {
      const isOurs = from === 'us';
      const id = `${chat.chatId} ${messages.length}`;
      messages.unshift({ id, isOurs, sender: senderOf(isOurs), text, time });
      time -= random.integer(1, 7) * MINUTE;
    }
  };
  // The latest message begins something new.
  prepend(dialogues[recent] ?? [], random.integer(1, 2));
  const older = dialogues[(recent + 1) % dialogues.length];
  if (dialogues.length > 1 && older) prepend(older, random.integer(4, 16));
  return messages;
}
