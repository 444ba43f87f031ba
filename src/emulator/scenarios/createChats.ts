import { hash } from '../hash.js';
import type { EmulatorChat } from './EmulatorChat.js';
import type { EmulatorScenario } from './EmulatorScenario.js';

const GIVEN = [
  'Mona',
  'Luis',
  'Aisha',
  'Jean-Luc',
  'Ingrid',
  'Kwame',
  'Émile',
  'Sofia',
  'Tomasz',
  'Noor',
  'Ravi',
];
const FAMILY = ['Kane', 'Fernández', 'Okafor', 'Lindqvist', 'Haddad', 'Kapoor', 'Rossi', 'Nguyen', 'Silva'];
const GROUPS = ['Family', 'Support team', 'Football on Sunday', 'Book club', 'House 12'];

/** Names that exercise initials: other scripts, one word, emoji, a phone number, no name. */
const OTHERS = [
  '李小龍',
  'محمد علي',
  'नरेंद्र मोदी',
  'Олег Иванов',
  'שרה כהן',
  'Madonna',
  'Mom ❤️',
  '+44 7123 456789',
  '',
];
const MESSAGES = ['Hello!', 'Thank you', 'When does it arrive?', '👍', '📷 Photo', 'See you tomorrow'];

/** Per 100 chats; the rest has a picture. */
const SCENARIOS: readonly (readonly [EmulatorScenario, number])[] = [
  ['none', 9],
  ['hidden', 5],
  ['restricted', 3],
  ['blocked', 1],
];

const MINUTE = 60_000;

/** Deterministic chats, the latest message first. Only the times of their messages depend on `now`, in ms since the epoch. */
export function createChats(count: number, now: number): EmulatorChat[] {
  return Array.from({ length: Math.floor(count) }, (_, index) => createChat(index, now));
}

function createChat(index: number, now: number): EmulatorChat {
  const choose = (what: number, options: number) => hash(`chat ${index}`, what) % options;
  const number = String(index).padStart(7, '0');
  const isGroup = index % 6 === 5;
  const minutesAgo = 0.5 + index ** 1.6 * 0.4;
  return {
    id: isGroup ? `12036304${number}${choose(1, 900) + 100}@g.us` : `2010${number}${choose(1, 10)}@c.us`,
    name: isGroup ? itemAt(GROUPS, index) : nameOf(index),
    // The first chat always has a picture, so that every account shows one.
    scenario: index === 0 ? 'picture' : chooseScenario(choose(2, 100)),
    unreadCount: choose(3, 4 + index) === 0 ? 1 + choose(4, 9) : 0,
    lastMessage: { body: itemAt(MESSAGES, choose(5, 60)), timestamp: Math.round(now - minutesAgo * MINUTE) },
  };
}

function nameOf(index: number): string {
  const round = Math.floor(index / GIVEN.length);
  if (index % 7 === 3) return itemAt(OTHERS, Math.floor(index / 7));
  return `${itemAt(GIVEN, index)} ${itemAt(FAMILY, index + round)}`;
}

function itemAt(items: readonly string[], index: number): string {
  return items[index % items.length] ?? '';
}

function chooseScenario(percent: number): EmulatorScenario {
  let left = percent;
  for (const [scenario, share] of SCENARIOS) {
    left -= share;
    if (left < 0) return scenario;
  }
  return 'picture';
}
