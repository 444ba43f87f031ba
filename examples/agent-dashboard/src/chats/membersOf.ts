import { type Chat, isGroup } from './Chat.js';
import { createRandom } from './random.js';

/** Who is in a group of the demo: some of the people of the other conversations, the same ones each time. */
export function membersOf(group: Chat, chats: readonly Chat[]): Chat[] {
  const people = chats.filter((chat) => !isGroup(chat) && chat.name.trim() !== '');
  const random = createRandom(group.chatId);
  const wanted = Math.min(random.integer(5, 16), people.length);
  const members = new Set<Chat>();
  for (let tries = 0; members.size < wanted && tries < 200; tries += 1) {
    const person = random.pick(people);
    if (person) members.add(person);
  }
  return [...members];
}
