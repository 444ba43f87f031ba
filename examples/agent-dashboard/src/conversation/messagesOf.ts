import { type Chat, isGroup } from '../chats/Chat.js';
import { createRandom } from '../chats/random.js';
import type { Message } from './Message.js';
import { scriptFor } from './scripts/scriptFor.js';

const MINUTE = 60_000;

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
  const script = scriptFor(`${chat.name} ${latest.text}`);
  const lines = random.pick(isGroup(chat) ? script.groups : script.people) ?? [];
  // Few of a group speak at a time, and each of them more than once.
  const speakers = members.slice(0, 4);
  const senderOf = (isOurs: boolean) => (isOurs ? undefined : random.pick(speakers));

  const messages: Message[] = [{ ...latest, sender: senderOf(false) }];
  let time = latest.time - random.integer(3, 50) * MINUTE;
  lines.toReversed().forEach(([from, text], index) => {
    const isOurs = from === 'us';
    messages.unshift({ id: `${chat.chatId} ${index}`, isOurs, sender: senderOf(isOurs), text, time });
    // Somewhere in between lies a night.
    time -= (index === 4 ? random.integer(14 * 60, 40 * 60) : random.integer(1, 9)) * MINUTE;
  });
  return messages;
}
