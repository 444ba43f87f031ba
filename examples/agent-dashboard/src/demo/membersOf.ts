import { type Chat, isGroup } from '../chats/Chat.js';
import { createRandom } from './random.js';
import { scriptFor } from './scripts/scriptFor.js';

/** Of languages without a script, those that are told apart by their letters. */
const LETTERS = [/\p{Script=Georgian}/u, /\p{Script=Bengali}/u, /\p{Script=Arabic}/u, /\p{Script=Latin}/u];

const FEWEST = 5;
const MOST = 16;

interface People {
  all: Chat[];
  byLanguage: Map<string, Chat[]>;
}

const languages = new WeakMap<Chat, string>();
const scripts: unknown[] = [];
const peopleOfLists = new WeakMap<readonly Chat[], People>();

/** Chats with an equal result write in the same language. */
function languageOf(chat: Chat): string {
  const known = languages.get(chat);
  if (known !== undefined) return known;
  const script = scriptFor(chat);
  if (!scripts.includes(script)) scripts.push(script);
  const text = `${chat.name} ${chat.lastMessage.body}`;
  const language = `${scripts.indexOf(script)} ${LETTERS.findIndex((letters) => letters.test(text))}`;
  languages.set(chat, language);
  return language;
}

function peopleOf(chats: readonly Chat[]): People {
  const known = peopleOfLists.get(chats);
  if (known) return known;
  const all = chats.filter((chat) => !isGroup(chat) && chat.name.trim() !== '');
  const byLanguage = new Map<string, Chat[]>();
  for (const chat of all) {
    const language = languageOf(chat);
    const speakers = byLanguage.get(language);
    if (speakers) speakers.push(chat);
    else byLanguage.set(language, [chat]);
  }
  const people = { all, byLanguage };
  peopleOfLists.set(chats, people);
  return people;
}

/** The members of a group of the demo: people who speak its language, the same ones each time. */
export function membersOf(group: Chat, chats: readonly Chat[]): Chat[] {
  const { all, byLanguage } = peopleOf(chats);
  const speakers = byLanguage.get(languageOf(group)) ?? [];
  const random = createRandom(group.chatId);
  const wanted = random.integer(FEWEST, MOST);
  // By name, so that no two have the same one.
  const members = new Map<string, Chat>();
  for (let tries = 0; members.size < wanted && tries < 100; tries += 1) {
    const person = random.pick(speakers.length < FEWEST ? all : speakers);
    if (person) members.set(person.name, person);
  }
  return [...members.values()];
}

/** Few of a group speak at a time, and each of them more than once. */
export const speakersOf = (members: readonly Chat[]) => members.slice(0, 4);

/** The member who wrote the latest message. */
export function latestSenderOf(group: Chat, members: readonly Chat[]): Chat | undefined {
  return createRandom(`${group.chatId} latest`).pick(speakersOf(members));
}
