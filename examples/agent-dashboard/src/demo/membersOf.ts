import { type Chat, isGroup } from '../chats/Chat.js';
import { createRandom } from './random.js';
import { scriptFor } from './scripts/scriptFor.js';

/** Of languages that no script is for, those that are told apart by their letters. */
const LETTERS = [/\p{Script=Georgian}/u, /\p{Script=Bengali}/u, /\p{Script=Arabic}/u, /\p{Script=Latin}/u];

const FEWEST = 5;

const lettersOf = (chat: Chat) =>
  LETTERS.findIndex((letters) => letters.test(`${chat.name} ${chat.lastMessage.body}`));

/** Who is in a group of the demo: some of the people who speak its language, the same ones each time. */
export function membersOf(group: Chat, chats: readonly Chat[]): Chat[] {
  const script = scriptFor(group);
  const letters = lettersOf(group);
  const people = chats.filter((chat) => !isGroup(chat) && chat.name.trim() !== '');
  const speakers = people.filter(
    (chat) => scriptFor(chat) === script && (letters < 0 || lettersOf(chat) === letters),
  );
  const random = createRandom(group.chatId);
  const wanted = random.integer(FEWEST, 16);
  // By name, so that no two have the same one.
  const members = new Map<string, Chat>();
  for (let tries = 0; members.size < wanted && tries < 100; tries += 1) {
    const person = random.pick(speakers.length < FEWEST ? people : speakers);
    if (person) members.set(person.name, person);
  }
  return [...members.values()];
}
